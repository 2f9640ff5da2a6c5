package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployIndexTest {

  @TempDir Path folder;
  private DeployIndexStep step;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder);
    step.useNewIndex("SHARD_SIZE_SMALL");
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void deploysToANewEndpointThatAnswersQueries() throws IOException {
    assertThat(
            step.run(
                "--deployed-index-id", "shoes_1",
                "--display-name", "Shoes",
                "--labels", "{\"team\": \"search\"}",
                "--machine-type", "e2-standard-2",
                "--min-replica-count", "1",
                "--max-replica-count", "3"))
        .as(step.errors())
        .isZero();
    IndexEndpoint created = step.endpoint(step.parameter("index_endpoint"));
    assertThat(created.getDisplayName()).isEqualTo("Shoes");
    assertThat(created.getPublicEndpointEnabled()).isTrue();
    assertThat(created.getLabelsMap())
        .containsEntry("team", "search")
        .containsEntry("visual-similarity-deployed-index-id", "shoes_1")
        .containsOnlyKeys("team", "visual-similarity-deployed-index-id", "visual-similarity-step");
    DeployedIndex deployed = created.getDeployedIndexes(0);
    assertThat(deployed.getIndex()).isEqualTo(step.index());
    assertThat(deployed.getDedicatedResources().getMachineSpec().getMachineType())
        .isEqualTo("e2-standard-2");
    assertThat(deployed.getDedicatedResources().getMaxReplicaCount()).isEqualTo(3);

    assertThat(step.parameter("deployed_index_id")).isEqualTo("shoes_1");
    assertThat(step.parameter("match_address")).isEqualTo(step.address());
    assertThat(nearest(step.parameter("match_address"), created.getName())).isEqualTo("b");
    assertThat(step.operations()).hasSize(2);
  }

  @Test
  void saysWhatTheDeploymentCosts() throws IOException {
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--machine-type", "e2-standard-2",
                "--min-replica-count", "2",
                "--max-replica-count", "3"))
        .as(step.errors())
        .isZero();
    JsonObject metadata = step.endpointMetadata();
    assertThat(metadata.get("machine_type").getAsString()).isEqualTo("e2-standard-2");
    assertThat(metadata.get("shards").getAsInt()).isEqualTo(1);
    assertThat(metadata.get("estimated_usd_per_hour").getAsDouble()).isEqualTo(2 * 0.0938);
    assertThat(metadata.get("price_date").getAsString()).isNotEmpty();
  }

  @Test
  void createsAnEndpointForPrivateServiceConnect() throws IOException {
    List<String> flags =
        List.of(
            "--deployed-index-id", "a1",
            "--public-endpoint-enabled", "false",
            "--private-service-connect-projects", "[\"shop\", \"415104041262\"]");
    assertThat(step.run(flags.toArray(String[]::new))).as(step.errors()).isZero();
    IndexEndpoint created = step.endpoint(step.parameter("index_endpoint"));
    assertThat(created.getPublicEndpointEnabled()).isFalse();
    assertThat(created.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect()).isTrue();
    assertThat(created.getPrivateServiceConnectConfig().getProjectAllowlistList())
        .containsExactly("shop", "415104041262");
    assertThat(step.endpointMetadata().get("serviceAttachment").getAsString())
        .contains("/serviceAttachments/");
    assertThat(step.run(flags.toArray(String[]::new))).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void aPeeredDeploymentIsReachedAtItsOwnAddress() throws IOException {
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--public-endpoint-enabled", "false",
                "--network", "projects/123/global/networks/vpc"))
        .as(step.errors())
        .isZero();
    assertThat(step.parameter("match_address")).matches("[0-9.]+:[0-9]+");
    assertThat(step.parameter("match_address")).isNotEqualTo(step.address());
  }

  @Test
  void aKeyAndTheNamesOfTheRunAreOnTheEndpoint() throws IOException {
    String key = "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k";
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--encryption-spec-key-name", key,
                "--run-name", "nightly",
                "--run-id", "7",
                "--task-name", "deploy"))
        .as(step.errors())
        .isZero();
    IndexEndpoint created = step.endpoint(step.parameter("index_endpoint"));
    assertThat(created.getEncryptionSpec().getKmsKeyName()).isEqualTo(key);
    assertThat(created.getLabelsMap())
        .containsEntry("visual-similarity-run", "nightly")
        .containsEntry("visual-similarity-task", "deploy");
  }

  @Test
  void withoutAMachineTypeTheServiceChoosesTheMachines() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "")).isZero();
    DeployedIndex deployed = step.endpoint(step.parameter("index_endpoint")).getDeployedIndexes(0);
    assertThat(deployed.hasDedicatedResources()).isFalse();
    assertThat(deployed.getAutomaticResources().getMinReplicaCount()).isEqualTo(1);
    assertThat(deployed.getAutomaticResources().getMaxReplicaCount()).isEqualTo(1);
  }

  @Test
  void doingItAgainChangesNothing() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String existing = step.parameter("index_endpoint");
    assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
    assertThat(step.run("--deployed-index-id", "a1", "--index-endpoint", existing)).isZero();
    assertThat(step.parameter("index_endpoint")).isEqualTo(existing);
    assertThat(step.parameter("match_address")).isEqualTo(step.address());
    assertThat(step.operations()).isEmpty();
    assertThat(step.endpoints())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(1);
  }

  @Test
  void deploysToAnEndpointThatExists() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String existing = step.parameter("index_endpoint");
    assertThat(step.run("--deployed-index-id", "a2", "--index-endpoint", existing)).isZero();
    assertThat(step.endpoints())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(2);
    assertThat(step.operations()).hasSize(1);
  }

  @Test
  void carriesNoTensorFlow() {
    assertThat(DeployIndex.class.getClassLoader().getResource("org/tensorflow/Graph.class"))
        .isNull();
  }

  private String nearest(String matchAddress, String endpoint) {
    FindNeighborsRequest request =
        FindNeighborsRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId("shoes_1")
            .addQueries(
                FindNeighborsRequest.Query.newBuilder()
                    .setDatapoint(
                        IndexDatapoint.newBuilder().addFeatureVector(0).addFeatureVector(1))
                    .setNeighborCount(1))
            .build();
    return step.clients()
        .matches(matchAddress)
        .findNeighbors(request)
        .getNearestNeighbors(0)
        .getNeighbors(0)
        .getDatapoint()
        .getDatapointId();
  }
}
