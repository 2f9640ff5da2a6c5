package dev.visualsimilarity.pipeline.command.schedules;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexOptions;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which schedule a command is about. A picocli mixin. */
final class ScheduleArgument {

  @Parameters(
      paramLabel = "SCHEDULE",
      description = "id of the schedule, or projects/PROJECT/locations/LOCATION/schedules/ID")
  String schedule;

  @Mixin VertexOptions vertex = new VertexOptions();

  /** The whole name of the schedule; {@code environment} as of {@link System#getenv()}. */
  String name(Map<String, String> environment) {
    LocationName parent = vertex.parent(environment);
    return ResourceNames.schedule(schedule, "SCHEDULE", parent);
  }

  ApiEndpoint endpoint(Map<String, String> environment) {
    return vertex.endpoint(environment);
  }

  Duration timeout() {
    return vertex.timeout();
  }
}
