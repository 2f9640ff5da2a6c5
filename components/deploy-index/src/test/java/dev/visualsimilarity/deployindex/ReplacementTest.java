package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployed index id that is deployed already, and is asked for with something else. */
class ReplacementTest {

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
  void anotherIndexIsDeployedBesideTheOldOneWhichThenGoes() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String first = step.index();
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0"))
        .as(step.errors())
        .isZero();
    assertThat(step.parameter("deployed_index_id")).matches("a1_[0-9a-f]{8}");
    assertThat(deployments()).containsExactly(step.parameter("deployed_index_id"));
    assertThat(step.operations()).as("deployed and undeployed").hasSize(2);

    step.useIndex(first);
    assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0")).isZero();
    assertThat(step.parameter("deployed_index_id")).matches("a1_[0-9a-f]{8}");
    assertThat(deployments()).containsExactly(step.parameter("deployed_index_id"));
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void whatWasReplacedStaysReplacedWhenItIsAskedForAgain() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0")).isZero();
    List<String> replaced = deployments();
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    assertThat(deployments()).isEqualTo(replaced);
    assertThat(step.operations()).isEmpty();
  }

  @Test
  void deploymentsOfOtherIdsAreLeftAlone() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String endpoint = step.parameter("index_endpoint");
    assertThat(step.run("--deployed-index-id", "a1_2", "--index-endpoint", endpoint)).isZero();
    // It looks like one of ours, but its digits are not those of its index.
    assertThat(step.run("--deployed-index-id", "a1_deadbeef", "--index-endpoint", endpoint))
        .isZero();
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0"))
        .as(step.errors())
        .isZero();
    assertThat(deployments())
        .containsExactlyInAnyOrder("a1_2", "a1_deadbeef", step.parameter("deployed_index_id"));
  }

  @Test
  void otherReplicaCountsAreChangedInPlace() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "e2-standard-2")).isZero();
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--machine-type", "e2-standard-2",
                "--min-replica-count", "2",
                "--max-replica-count", "5"))
        .as(step.errors())
        .isZero();
    DeployedIndex deployed = step.endpoints().get(0).getDeployedIndexes(0);
    assertThat(deployed.getDedicatedResources().getMinReplicaCount()).isEqualTo(2);
    assertThat(deployed.getDedicatedResources().getMaxReplicaCount()).isEqualTo(5);
    assertThat(step.operations()).hasSize(1);
  }

  @Test
  void replicaCountsThatAreNotGivenStay() throws Exception {
    String[] again = {"--deployed-index-id", "a1", "--machine-type", "e2-standard-2"};
    assertThat(run(again, "--min-replica-count", "3", "--max-replica-count", "9")).isZero();
    assertThat(run(again)).as(step.errors()).isZero();
    assertThat(replicas()).containsExactly(3, 9);
    assertThat(step.operations()).isEmpty();
    assertThat(run(again, "--min-replica-count", "4")).isZero();
    assertThat(replicas()).containsExactly(4, 9);
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(run(again, "--drain-minutes", "0")).as(step.errors()).isZero();
    assertThat(replicas()).as("of the index that replaces the first").containsExactly(4, 9);
    assertThat(run(again, "--max-replica-count", "2")).isZero();
    assertThat(replicas()).containsExactly(2, 2);
    assertThat(run(again, "--min-replica-count", "5")).isZero();
    assertThat(replicas()).containsExactly(5, 5);
  }

  @Test
  void automaticReplicasAreChangedInPlaceToo() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    assertThat(step.run("--deployed-index-id", "a1", "--min-replica-count", "2")).isZero();
    assertThat(step.endpoints().get(0).getDeployedIndexes(0).getAutomaticResources())
        .satisfies(
            replicas -> {
              assertThat(replicas.getMinReplicaCount()).isEqualTo(2);
              assertThat(replicas.getMaxReplicaCount()).isEqualTo(2);
            });
  }

  @Test
  void datapointsAreReadBackBeforeTheOldOneGoes() throws Exception {
    String data = folder.resolve("data").toString();
    assertThat(step.run("--deployed-index-id", "a1", "--embeddings-uri", data)).isZero();
    step.useNewIndex("SHARD_SIZE_SMALL");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("data.json"), "{\"id\":\"a\",\"embedding\":[1,0]}\n");
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--drain-minutes", "0",
                "--embeddings-uri", other.toString()))
        .as(step.errors())
        .isZero();
    assertThat(deployments()).hasSize(1);
  }

  private int run(String[] args, String... more) {
    return step.run(Stream.of(args, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private List<Integer> replicas() {
    DedicatedResources resources =
        step.endpoints().get(0).getDeployedIndexes(0).getDedicatedResources();
    return List.of(resources.getMinReplicaCount(), resources.getMaxReplicaCount());
  }

  private List<String> deployments() {
    return step.endpoints().stream()
        .map(IndexEndpoint::getDeployedIndexesList)
        .flatMap(List::stream)
        .map(DeployedIndex::getId)
        .toList();
  }
}
