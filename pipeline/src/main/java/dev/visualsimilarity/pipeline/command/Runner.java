package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.ContainerTaskRunner;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.util.Map;

/** What can run tasks, named as on the command line. */
enum Runner {
  process,
  docker,
  podman;

  TaskRunner create(Job job, RunFolder folder, Map<String, JsonElement> parameters) {
    return this == process
        ? new ProcessTaskRunner(ProjectFolder.find().components(), folder.apps())
        : new ContainerTaskRunner(name(), job.name(), folder.path(), LocalPaths.of(parameters));
  }
}
