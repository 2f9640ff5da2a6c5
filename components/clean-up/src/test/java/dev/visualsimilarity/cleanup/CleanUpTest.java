package dev.visualsimilarity.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
  void keepsWhatTheRunDeployedOnAnEndpointOfOthers() throws Exception {
    String endpoint = step.endpoint("production", Map.of());
    step.deploy(endpoint, step.index("replacement", OURS), "production_0123abcd");
    assertThat(step.run("--run-id", "id-1", "--status", FAILED)).isZero();
    assertThat(step.indexes()).containsExactly("replacement", "theirs");
    assertThat(step.endpoints()).containsExactly("production", "theirs");
    assertThat(step.deployments(endpoint)).containsExactly("production_0123abcd");
  }

  @Test
  void removesNothingAfterASuccessOrWhereItIsNotEnabled() throws Exception {
    assertThat(step.run("--run-id", "id-1", "--status", "{\"state\": \"SUCCEEDED\"}")).isZero();
    assertThat(step.parameter("removed_count")).isEqualTo("0");
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

  @Test
  void refusesAStatusThatIsNone() {
    assertThat(step.run("--run-id", "id-1", "--status", "[1]")).isEqualTo(2);
    assertThat(step.run("--run-id", "id-1", "--status", "{}")).isEqualTo(2);
    assertThat(step.errors())
        .contains("--status is no PipelineTaskFinalStatus: '[1]'")
        .contains("--status is no PipelineTaskFinalStatus: '{}'");
  }
}
