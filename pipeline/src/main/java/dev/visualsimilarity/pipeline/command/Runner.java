package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.ContainerTaskRunner;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What can run tasks, named as on the command line. */
enum Runner {
  process,
  docker,
  podman;

  TaskRunner create(Job job, RunFolder folder, Map<String, JsonElement> parameters) {
    return this == process
        ? new ProcessTaskRunner(ProjectFolder.find().components(), folder.apps())
        : new ContainerTaskRunner(name(), job.name(), folder.path(), localPaths(parameters));
  }

  /** The files and folders of this machine that parameters name. */
  private static List<Path> localPaths(Map<String, JsonElement> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().endsWith("_uri"))
        .filter(parameter -> parameter.getValue() instanceof JsonPrimitive)
        .map(parameter -> parameter.getValue().getAsString().replaceFirst("^file://", ""))
        .filter(text -> text.startsWith("/") && !text.startsWith("/gcs/"))
        .map(Path::of)
        .toList();
  }
}
