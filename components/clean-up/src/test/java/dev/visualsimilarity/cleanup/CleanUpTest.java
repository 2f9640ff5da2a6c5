package dev.visualsimilarity.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CleanUpTest {

  private static final Map<String, String> OURS = Map.of("visual-similarity-run-id", "id-1");
  private static final Map<String, String> THEIRS = Map.of("visual-similarity-run-id", "id-2");
  private static final String FAILED =
      "{\"state\": \"FAILED\", \"error\": {\"code\": 9, \"message\": \"tasks that failed: x\"}}";

  @TempDir private Path folder;
  private CleanUpStep step;

  @BeforeEach
  void begin() throws Exception {
    step = new CleanUpStep(folder);
    String index = step.index("ours", OURS);
    step.deploy(step.endpoint("ours", OURS), index, "ours");
    step.index("theirs", THEIRS);
    step.endpoint("theirs", THEIRS);
  }

  @AfterEach
  void end() {
    step.close();
  }

  @Test
  void removesWhatTheFailedRunCreatedAndNothingElse() throws Exception {
    assertThat(step.run("--run-id", "ID-1", "--status", FAILED)).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("3");
    assertThat(step.indexes()).containsExactly("theirs");
    assertThat(step.endpoints()).containsExactly("theirs");
    assertThat(step.run("--run-id", "ID-1", "--status", FAILED)).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("0");
  }

  @Test
  void removesModelsAndTheirEndpointsToo() throws Exception {
    step.model("ours", OURS);
    step.model("theirs", THEIRS);
    step.modelEndpoint("ours", OURS);
    step.modelEndpoint("theirs", THEIRS);
    assertThat(step.run("--run-id", "id-1", "--status", FAILED)).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("5");
    assertThat(step.models()).containsExactly("theirs");
    assertThat(step.modelEndpoints()).containsExactly("theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DeleteIndex", "DeleteIndexEndpoint", "DeleteModel"})
  void whatCannotBeRemovedIsToldAndKeepsNothingElse(String method) throws Exception {
    step.model("ours", OURS);
    step.refuse(method);
    assertThat(step.run("--run-id", "id-1", "--status", FAILED)).isEqualTo(1);
    assertThat(step.errors().strip().lines().filter(line -> line.startsWith("clean-up: ")))
        .singleElement()
        .asString()
        .startsWith("clean-up: not all is removed: ")
        .contains("not yours");
    assertThat(step.indexes().contains("ours")).isEqualTo(method.equals("DeleteIndex"));
    assertThat(step.endpoints().contains("ours")).isEqualTo(method.equals("DeleteIndexEndpoint"));
    assertThat(step.models().contains("ours")).isEqualTo(method.equals("DeleteModel"));
    step.refuse("");
    assertThat(step.run("--run-id", "id-1", "--status", FAILED)).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"state\": \"FAILED\", \"error\": null}",
        "{\"state\": \"CANCELLED\", \"error\": {\"code\": 1, \"message\": null}}",
        "{\"state\": \"CANCELED\", \"error\": {}}"
      })
  void aStatusWithoutAReasonIsOne(String status) throws Exception {
    assertThat(step.run("--run-id", "id-1", "--status", status)).as(step.errors()).isZero();
    assertThat(step.indexes()).containsExactly("theirs");
  }

  @Test
  void keepsWhatTheRunDeployedOnAnEndpointOfOthers() throws Exception {
    String endpoint = step.endpoint("production", Map.of());
    step.deploy(endpoint, step.index("replacement", OURS), "production_0123abcd");
    assertThat(step.run("--run-id", "id-1", "--status", FAILED)).isZero();
    assertThat(step.indexes()).containsExactly("replacement", "theirs");
    assertThat(step.endpoints()).containsExactly("production", "theirs");
    assertThat(step.deployments(endpoint)).containsExactly("production_0123abcd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCEEDED", "COMPLETE", "CACHED", "SKIPPED"})
  void removesNothingAfterASuccessWhateverTheServiceCallsIt(String state) throws Exception {
    String status = "{\"state\": \"%s\", \"error\": {}}".formatted(state);
    assertThat(step.run("--run-id", "id-1", "--status", status)).as(step.errors()).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("0");
    assertThat(step.indexes()).containsExactly("ours", "theirs");
  }

  @Test
  void removesNothingWhereItIsNotEnabled() throws Exception {
    assertThat(step.run("--run-id", "id-1", "--status", FAILED, "--enabled", "false")).isZero();
    assertThat(step.indexes()).containsExactly("ours", "theirs");
  }

  @Test
  void refusesToRemoveWithoutTheIdOfARun() {
    assertThat(step.run("--status", FAILED)).isEqualTo(2);
    assertThat(step.run("--status", FAILED, "--run-id", "{{$.pipeline_job_uuid}}")).isEqualTo(2);
    assertThat(step.errors())
        .contains("clean-up: clean-up needs --run-id ID")
        .doesNotContain("\tat ");
    assertThat(step.indexes()).containsExactly("ours", "theirs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "{}",
        "null",
        "{\"state\": null}",
        "{\"state\": {}}",
        "{\"state\": \"SUCCEED\"}",
        "{\"state\": \"FAILED\", \"error\": 1}"
      })
  void refusesAStatusThatIsNone(String status) {
    assertThat(step.run("--run-id", "id-1", "--status", status)).isEqualTo(2);
    assertThat(step.errors().strip())
        .contains("--status is no PipelineTaskFinalStatus: '" + status + "'")
        .hasLineCount(1);
    assertThat(step.indexes()).containsExactly("ours", "theirs");
  }

  @Test
  void removesNothingWhereNobodySaysHowTheRunEnded() throws Exception {
    String unresolved = "{{$.inputs.parameters['status']}}";
    assertThat(step.run("--run-id", "id-1", "--status", unresolved)).isEqualTo(2);
    assertThat(step.errors().strip())
        .contains("--status was not filled in: " + unresolved, "visual-similarity cleanup --run")
        .hasLineCount(1);
    assertThat(step.run("--run-id", "id-1", "--status", unresolved, "--enabled", "false")).isZero();
    assertThat(step.indexes()).containsExactly("ours", "theirs");
  }
}
