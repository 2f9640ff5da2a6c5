package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class VertexOptionsTest {

  @Command
  static final class Component {
    @Mixin VertexOptions vertex = new VertexOptions();
  }

  @Test
  void takesProjectAndLocationFromTheFlags() {
    assertThat(
            parse("--project", "shop-1", "--location", "europe-west4").parent(Map.of()).toString())
        .isEqualTo("projects/shop-1/locations/europe-west4");
  }

  @Test
  void aPlaceholderThatWasNotResolvedIsAbsent() {
    VertexOptions options =
        parse(
            "--project",
            "{{$.pipeline_google_cloud_project_id}}",
            "--location",
            "{{$.pipeline_google_cloud_location}}");
    assertThat(options.parent(Map.of("GOOGLE_CLOUD_PROJECT", "from-env")).toString())
        .isEqualTo("projects/from-env/locations/us-central1");
  }

  @Test
  void insideVertexTheUsersProjectAndRegionComeFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("CLOUD_ML_PROJECT_ID", "123456", "CLOUD_ML_REGION", "asia-east1");
    assertThat(parse().parent(environment).toString())
        .isEqualTo("projects/123456/locations/asia-east1");
    assertThat(parse().endpoint(environment).host()).startsWith("asia-east1-");
  }

  @Test
  void anEmulatorNeedsNoProject() {
    assertThat(parse("--api-endpoint", "http://127.0.0.1:1").parent(Map.of()).getProject())
        .isEqualTo("local");
  }

  @Test
  void theEnvironmentNamesAnEmulatorWhereTheFlagsNameNoServer() {
    Map<String, String> environment = Map.of(ApiEndpoint.EMULATOR_HOST, "127.0.0.1:8093");
    ApiEndpoint emulator = new ApiEndpoint("127.0.0.1", 8093, true);

    assertThat(parse().endpoint(environment)).isEqualTo(emulator);
    assertThat(parse().parent(environment).getProject()).isEqualTo("local");
    assertThat(parse("--api-endpoint", "https://other.example").endpoint(environment))
        .isEqualTo(new ApiEndpoint("other.example", 443, false));
    assertThatThrownBy(() -> parse().endpoint(Map.of(ApiEndpoint.EMULATOR_HOST, "no host")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(ApiEndpoint.EMULATOR_HOST + " is no server's address: no host");
  }

  @Test
  void refusesWhatIsNoProjectOrRegion() {
    assertThatThrownBy(() -> parse("--project", "My Project").parent(Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'My Project'");
    assertThatThrownBy(() -> parse("--project", "p", "--location", "US/1").parent(Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'US/1'");
  }

  @Test
  void countsTheTimeoutInHours() {
    assertThat(parse("--timeout-hours", "1.5").timeout()).isEqualTo(Duration.ofMinutes(90));
    assertThatThrownBy(() -> parse("--timeout-hours", "0").timeout())
        .isInstanceOf(UserException.class);
  }

  private static VertexOptions parse(String... args) {
    Component component = new Component();
    new CommandLine(component).parseArgs(args);
    return component.vertex;
  }
}
