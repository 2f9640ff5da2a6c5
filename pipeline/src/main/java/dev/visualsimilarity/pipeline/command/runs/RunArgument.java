package dev.visualsimilarity.pipeline.command.runs;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexOptions;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which run a command is about. A picocli mixin. */
final class RunArgument {

  @Parameters(
      paramLabel = "RUN",
      description = "id of the run, or projects/PROJECT/locations/LOCATION/pipelineJobs/ID")
  String run;

  @Mixin VertexOptions vertex = new VertexOptions();

  /** The whole name of the run; {@code environment} as of {@link System#getenv()}. */
  String name(Map<String, String> environment) {
    LocationName parent = vertex.parent(environment);
    return ResourceNames.pipelineJob(run, "RUN", parent);
  }

  ApiEndpoint endpoint(Map<String, String> environment) {
    return vertex.endpoint(environment);
  }

  Duration timeout() {
    return vertex.timeout();
  }
}
