package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task of a run is started again after it had ended. */
class RepeatedUploadTest {

  private static final String[] TASK = {"--deploy=true", "--run-id=r1", "--task-name=upload"};

  @TempDir Path folder;
  private UploadModelStep step;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, Duration.ZERO, QuickServer.class.getName());
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void itLeavesWhatIsThere() throws Exception {
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    String deployed = step.parameter("deployed_model_id");
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    assertThat(step.parameter("deployed_model_id")).isEqualTo(deployed);
    assertThat(step.models()).hasSize(1);
    assertThat(step.endpoints())
        .singleElement()
        .satisfies(endpoint -> assertThat(endpoint.getDeployedModelsList()).hasSize(1));
  }

  @Test
  void whereAnotherModelGetsTheTrafficNowItSaysHowToGetItBack() throws Exception {
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    String deployed = step.parameter("deployed_model_id");
    String endpoint = step.parameter("endpoint");
    assertThat(step.run("--deploy=true", "--display-name=Boots", "--endpoint=" + endpoint))
        .as(step.errors())
        .isZero();
    String newer = step.parameter("deployed_model_id");
    assertThat(step.run(TASK)).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("gets 0 % of its traffic", "--traffic-split=" + deployed + "=100")
        .hasLineCount(1);
    Endpoint left = step.clients().endpoints().getEndpoint(endpoint);
    assertThat(left.getTrafficSplitMap()).containsEntry(newer, 100);
  }
}
