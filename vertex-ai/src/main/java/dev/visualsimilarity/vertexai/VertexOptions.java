package dev.visualsimilarity.vertexai;

import com.google.cloud.ServiceOptions;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.error.UserException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags that say which project, location and server a component works with. A mixin. */
public final class VertexOptions {

  private static final String DEFAULT_LOCATION = "us-central1";

  /** Stands for the project where there are no credentials that could name one. */
  private static final String PROJECT_WITHOUT_CREDENTIALS = "local";

  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "Google Cloud project; empty: that of the credentials")
  String project = "";

  @Option(
      names = "--location",
      paramLabel = "REGION",
      description = "region of Vertex AI; empty: " + DEFAULT_LOCATION)
  String location = "";

  @Option(
      names = "--api-endpoint",
      paramLabel = "URL",
      description =
          "empty: the emulator that "
              + ApiEndpoint.EMULATOR_HOST
              + " names as HOST:PORT, else REGION-aiplatform.googleapis.com with the application-default credentials; http://HOST:PORT: an emulator, without credentials")
  String apiEndpoint = "";

  @Option(
      names = "--timeout-hours",
      paramLabel = "HOURS",
      description = "how long to wait for an operation (default: ${DEFAULT-VALUE})")
  double timeoutHours = 12;

  /** How long to wait for one operation. */
  public Duration timeout() {
    if (!(timeoutHours > 0)) {
      throw UserException.badParameter(
          "--timeout-hours must be greater than 0, not " + timeoutHours);
    }
    return Duration.ofMillis((long) (timeoutHours * Duration.ofHours(1).toMillis()));
  }

  /** The server that the flags choose; {@code environment} as of {@link System#getenv()}. */
  public ApiEndpoint endpoint(Map<String, String> environment) {
    return ApiEndpoint.parse(
        Placeholders.resolved(apiEndpoint), location(environment), environment);
  }

  /**
   * The project and location that resources are created in.
   *
   * <p>Vertex AI runs a container in a project of its own and names the user's in {@code
   * CLOUD_ML_PROJECT_ID}, so that goes before what the metadata server says.
   *
   * @throws UserException if no project is given and none can be found
   */
  public LocationName parent(Map<String, String> environment) {
    String named =
        Stream.of(
                Placeholders.resolved(project),
                environment.getOrDefault("GOOGLE_CLOUD_PROJECT", ""),
                environment.getOrDefault("CLOUD_ML_PROJECT_ID", ""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElseGet(() -> defaultProject(endpoint(environment)));
    if (!named.matches("[a-z0-9][a-z0-9.:-]*")) {
      throw UserException.badParameter(
          "--project is no project id or number: '%s'; allowed are lower-case letters, digits and hyphens"
              .formatted(named));
    }
    return LocationName.of(named, location(environment));
  }

  private static String defaultProject(ApiEndpoint endpoint) {
    if (endpoint.plaintext()) {
      return PROJECT_WITHOUT_CREDENTIALS;
    }
    String project = ServiceOptions.getDefaultProjectId();
    if (project == null) {
      throw UserException.badParameter(
          "no project: --project is empty and the credentials name none; give --project ID or set GOOGLE_CLOUD_PROJECT");
    }
    return project;
  }

  private String location(Map<String, String> environment) {
    String named = Placeholders.resolved(location);
    if (named.isEmpty()) {
      named = environment.getOrDefault("CLOUD_ML_REGION", DEFAULT_LOCATION);
    }
    if (!named.matches("[a-z][a-z0-9-]*")) {
      throw UserException.badParameter(
          "--location is no region: '%s'; give one such as %s".formatted(named, DEFAULT_LOCATION));
    }
    return named;
  }
}
