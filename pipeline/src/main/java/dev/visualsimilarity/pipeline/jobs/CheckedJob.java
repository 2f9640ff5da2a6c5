package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.run.FailurePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run needs of a pipeline job that can be run.
 *
 * @param pipeline its pipelineSpec
 * @param parameters all that are given, of the declared types
 * @param failurePolicy of its runtimeConfig
 * @param outputFolder its gcsOutputDirectory, if that is on this machine
 * @param notes what was filled in, in sentences for the user
 */
record CheckedJob(
    PipelineSpec pipeline,
    Map<String, JsonElement> parameters,
    FailurePolicy failurePolicy,
    Optional<Path> outputFolder,
    List<String> notes) {

  CheckedJob {
    parameters = Map.copyOf(parameters);
    notes = List.copyOf(notes);
  }
}
