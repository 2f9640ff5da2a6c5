package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Endpoint;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.attempt.TaskRun;
import dev.visualsimilarity.vertexai.cleanup.ModelInventory;
import dev.visualsimilarity.vertexai.cleanup.ModelRemoval;
import dev.visualsimilarity.vertexai.cleanup.ModelServing;
import dev.visualsimilarity.vertexai.cleanup.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the step made is found again by the label of its run, and removed. */
class CleanUpTest {

  private static final Selection RUN =
      new Selection(Map.of(TaskRun.RUN_LABEL, "r1"), Optional.empty());

  @TempDir Path folder;
  private UploadModelStep step;
  private ModelServing serving;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, Duration.ZERO, QuickServer.class.getName());
    String api = "http://127.0.0.1:" + step.port();
    serving = new ModelServing(ApiEndpoint.parse(api, "us-central1"), Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    serving.close();
    step.close();
  }

  @Test
  void removesDeploymentEndpointAndModelOfARun() throws Exception {
    assertThat(step.run("--deploy=true", "--run-name=r1")).as(step.errors()).isZero();
    assertThat(step.run("--run-name=r2", "--display-name=Other")).isZero();
    ModelInventory inventory = inventory();
    assertThat(inventory.size()).isEqualTo(3);
    assertThat(inventory.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("undeploy  'Shoes'").contains("e2-standard-2"),
            line -> assertThat(line).startsWith("delete    ").contains("/endpoints/"),
            line -> assertThat(line).startsWith("delete    ").contains("/models/", "'Shoes'"));
    assertThat(new ModelRemoval(serving).run(inventory)).isEmpty();
    assertThat(inventory().size()).isZero();
    assertThat(step.endpoints()).isEmpty();
    assertThat(step.models())
        .singleElement()
        .satisfies(model -> assertThat(model.getDisplayName()).isEqualTo("Other"));
    assertThat(new ModelRemoval(serving).run(inventory)).as("again").isEmpty();
  }

  @Test
  void onSomebodyElsesEndpointItTakesItsOwnModelOnly() throws Exception {
    assertThat(step.run("--deploy=true", "--run-name=r2")).as(step.errors()).isZero();
    String endpoint = step.parameter("endpoint");
    String model = step.parameter("model");
    assertThat(
            step.run(
                "--deploy=true",
                "--run-name=r1",
                "--endpoint=" + endpoint,
                "--parent-model=" + model))
        .as(step.errors())
        .isZero();
    ModelInventory inventory = inventory();
    assertThat(inventory.lines())
        .anyMatch(line -> line.startsWith("undeploy  'Shoes'"))
        .anyMatch(line -> line.startsWith("keep      " + endpoint))
        .anyMatch(line -> line.equals("delete    version 2 of " + model));
    assertThat(new ModelRemoval(serving).run(inventory)).isEmpty();
    Endpoint left = step.clients().endpoints().getEndpoint(endpoint);
    assertThat(left.getDeployedModelsList())
        .singleElement()
        .satisfies(
            deployed -> {
              assertThat(deployed.getModelVersionId()).isEqualTo("1");
              assertThat(left.getTrafficSplitMap()).containsEntry(deployed.getId(), 100);
            });
    assertThat(inventory().size()).isZero();
  }

  private ModelInventory inventory() {
    return serving.inventory(UploadModelStep.PARENT, RUN);
  }
}
