package dev.visualsimilarity.pipeline.command.runs;

import com.google.cloud.aiplatform.v1.PipelineJobName;
import dev.visualsimilarity.vertexai.ApiEndpoint;

/**
 * The commands for a run, for people to paste: with the flags that lead to its service.
 *
 * @param name of the run
 */
record RunCommands(ApiEndpoint endpoint, String name) {

  /** Such as {@code visual-similarity runs follow RUN --project P --location L}. */
  String line(String verb) {
    PipelineJobName job = PipelineJobName.parse(name);
    String line =
        "visual-similarity runs %s %s --project %s --location %s"
            .formatted(verb, job.getPipelineJob(), job.getProject(), job.getLocation());
    return endpoint.equals(ApiEndpoint.parse("", job.getLocation()))
        ? line
        : line + " --api-endpoint " + endpoint;
  }
}
