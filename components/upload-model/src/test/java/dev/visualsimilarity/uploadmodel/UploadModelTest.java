package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import com.google.gson.JsonObject;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.prediction.EmbeddingPredictions;
import dev.visualsimilarity.vertexai.prediction.OnlineEndpoint;
import dev.visualsimilarity.vertexai.prediction.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step with a real model server, a process that the emulator starts as Vertex AI does. */
class UploadModelTest {

  @TempDir Path folder;
  private UploadModelStep step;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, Duration.ZERO, UploadModelStep.SERVER);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void uploadsAModelWithTheModelServerAndDoesNotDeployIt() throws Exception {
    assertThat(
            step.run(
                "--tensor-type=uint8",
                "--l2-normalize=true",
                "--labels={\"team\": \"search\"}",
                "--version-aliases=blue,green"))
        .as(step.errors())
        .isZero();
    Model model = step.clients().models().getModel(step.parameter("model"));
    assertThat(model.getDisplayName()).isEqualTo("Shoes");
    assertThat(model.getArtifactUri()).isEqualTo(UploadModelStep.model().toString());
    assertThat(model.getLabelsMap())
        .containsEntry("team", "search")
        .containsKey("visual-similarity-step");
    assertThat(model.getVersionAliasesList()).containsExactlyInAnyOrder("default", "blue", "green");
    assertThat(model.getContainerSpec().getArgsList())
        .contains("--tensor-type=uint8", "--l2-normalize=true", "--precision=float32");
    assertThat(model.getContainerSpec().getPredictRoute()).isEqualTo("/predict");
    assertThat(step.parameter("model_version_id")).isEqualTo("1");
    assertThat(step.parameter("endpoint")).isEmpty();
    assertThat(step.operations()).hasSize(1);
    JsonObject artifact = step.artifact("model_artifact");
    assertThat(artifact.get("uri").getAsString()).endsWith("/v1/" + model.getName());
    assertThat(artifact.getAsJsonObject("metadata").get("resourceName").getAsString())
        .isEqualTo(model.getName());
    assertThat(step.endpoints()).isEmpty();
  }

  @Test
  void deploysItToANewEndpointThatAnswers() throws Exception {
    assertThat(step.run("--deploy=true", "--machine-type=e2-standard-4", "--max-replica-count=3"))
        .as(step.errors())
        .isZero();
    Endpoint endpoint = step.clients().endpoints().getEndpoint(step.parameter("endpoint"));
    assertThat(endpoint.getDisplayName()).isEqualTo("Shoes");
    DeployedModel deployed = endpoint.getDeployedModels(0);
    assertThat(deployed.getModel()).isEqualTo(step.parameter("model"));
    assertThat(deployed.getDedicatedResources().getMaxReplicaCount()).isEqualTo(3);
    assertThat(endpoint.getTrafficSplitMap()).containsEntry(deployed.getId(), 100);
    assertThat(step.parameter("deployed_model_id")).isEqualTo(deployed.getId());
    assertThat(
            step.artifact("endpoint_artifact")
                .getAsJsonObject("metadata")
                .get("resourceName")
                .getAsString())
        .isEqualTo(endpoint.getName());

    byte[] picture = Files.readAllBytes(UploadModelStep.picture());
    List<Prediction> predictions =
        predictions(endpoint).predict(List.of(picture, new byte[] {1, 2, 3}, picture));
    assertThat(predictions.get(0).embedding())
        .hasSize(128)
        .isEqualTo(predictions.get(2).embedding());
    assertThat(predictions.get(1).failure().orElseThrow().reason()).isEqualTo("not_an_image");
  }

  @Test
  void aNewVersionGoesToTheEndpointThatIsThere() throws Exception {
    assertThat(step.run("--deploy=true", "--dedicated-endpoint-enabled=false"))
        .as(step.errors())
        .isZero();
    String endpoint = step.parameter("endpoint");
    String model = step.parameter("model");
    assertThat(
            step.run(
                "--deploy=true",
                "--endpoint=" + endpoint,
                "--parent-model=" + model,
                "--version-aliases=default"))
        .as(step.errors())
        .isZero();
    assertThat(step.parameter("model")).isEqualTo(model);
    assertThat(step.parameter("model_version_id")).isEqualTo("2");
    assertThat(step.models())
        .singleElement()
        .satisfies(one -> assertThat(one.getVersionId()).isEqualTo("2"));
    Endpoint shared = step.clients().endpoints().getEndpoint(endpoint);
    assertThat(shared.getDeployedModelsList()).hasSize(2);
    assertThat(shared.getTrafficSplitMap())
        .containsExactly(Map.entry(step.parameter("deployed_model_id"), 100));

    byte[] large = new byte[1_200_000];
    Prediction refused = predictions(shared).predict(List.of(large)).get(0);
    assertThat(refused.failure().orElseThrow().message())
        .contains("1500000 bytes", "without --endpoint");
  }

  @Test
  void aSharedEndpointRefusesWhatVertexAiRefuses() throws Exception {
    assertThat(step.run("--deploy=true", "--dedicated-endpoint-enabled=false")).isZero();
    Endpoint endpoint = step.clients().endpoints().getEndpoint(step.parameter("endpoint"));
    OnlineEndpoint unlimited = new OnlineEndpoint(endpoint.getName(), "", Integer.MAX_VALUE);
    EmbeddingPredictions predictions =
        new EmbeddingPredictions(
            step.clients().predictions("", unlimited.id()), calls(), unlimited);
    assertThatThrownBy(() -> predictions.predict(List.of(new byte[1_200_000])))
        .hasMessageContaining("Request payload size exceeds the limit: 1572864 bytes")
        .hasCauseInstanceOf(InvalidArgumentException.class);
  }

  private EmbeddingPredictions predictions(Endpoint endpoint) {
    OnlineEndpoint online = OnlineEndpoint.of(endpoint);
    return new EmbeddingPredictions(
        step.clients().predictions(online.domain(), online.id()), calls(), online);
  }

  private ApiCalls calls() {
    return new ApiCalls(ApiEndpoint.parse("http://127.0.0.1:" + step.port(), "us-central1"));
  }
}
