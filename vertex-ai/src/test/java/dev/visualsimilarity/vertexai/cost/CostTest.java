package dev.visualsimilarity.vertexai.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexStats;
import com.google.cloud.aiplatform.v1.MachineSpec;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.junit.jupiter.api.Test;

class CostTest {

  private static final long GIB = 1L << 30;

  private final Prices prices = Prices.load();

  @Test
  void theTableSaysWhoseThePricesAreAndWhen() {
    assertThat(prices.date()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(prices.region()).isEqualTo("us-central1");
    assertThat(prices.source()).startsWith("https://");
    assertThat(prices.nodeHour())
        .isNotEmpty()
        .allSatisfy((machine, price) -> assertThat(price).isPositive());
    for (ShardSize size : ShardSize.values()) {
      assertThat(prices.nodeHour(size.machineTypes().get(0))).as("default of %s", size).isPresent();
    }
  }

  @Test
  void aBuildIsBilledByTheBytesOfItsVectors() {
    BuildCost cost = BuildCost.of(prices, 5 * GIB, ShardSize.SHARD_SIZE_SMALL);
    assertThat(cost.shards()).isEqualTo(3);
    assertThat(cost.dollars()).isEqualTo(15);
    assertThat(cost.toString())
        .startsWith("5.00 GiB of vectors in 3 shards: building costs about $15.00 at $3.00 a GiB")
        .contains("estimate", "us-central1", prices.date());
    assertThat(BuildCost.of(prices, 1, ShardSize.SHARD_SIZE_SMALL).toString())
        .contains("building costs less than $0.01 at");
  }

  @Test
  void aDeploymentIsBilledForEachReplicaOfEachShard() {
    DeployedIndex two = dedicated("e2-standard-16", 2, 2);
    assertThat(ServingCost.of(prices, two, index("SHARD_SIZE_MEDIUM", 1)).toString())
        .startsWith("2 replicas x 1 shard on e2-standard-16: about $1.50 an hour, $1,095 a month");
    DeployedIndex more = dedicated("e2-standard-2", 1, 3);
    assertThat(ServingCost.of(prices, more, index("SHARD_SIZE_SMALL", 4)).toString())
        .startsWith(
            "1 to 3 replicas x 4 shards on e2-standard-2: about $0.38 to $1.13 an hour, $274 to $822 a month");
  }

  @Test
  void automaticResourcesAreCountedAsTheDefaultMachineAndTwoReplicas() {
    DeployedIndex automatic =
        DeployedIndex.newBuilder()
            .setAutomaticResources(AutomaticResources.getDefaultInstance())
            .build();
    ServingCost cost = ServingCost.of(prices, automatic, index("SHARD_SIZE_LARGE", 1));
    assertThat(cost.machineType()).isEqualTo("e2-highmem-16");
    assertThat(cost.perHour()).hasValue(2 * 1.012);
  }

  @Test
  void aMachineWithoutAKnownPriceIsSaidToHaveNone() {
    ServingCost cost =
        ServingCost.of(prices, dedicated("n1-standard-32", 1, 1), index("SHARD_SIZE_SMALL", 1));
    assertThat(cost.perHour()).isEmpty();
    assertThat(cost.toString())
        .isEqualTo(
            "1 replica x 1 shard on n1-standard-32: no price is known here, see "
                + prices.source());
    assertThat(cost.metadata()).doesNotContainKey("estimated_usd_per_hour");
  }

  @Test
  void shardsThatAreNotCountedYetComeFromTheVectors() {
    Index young =
        index("SHARD_SIZE_SMALL", 0).toBuilder()
            .setIndexStats(IndexStats.newBuilder().setVectorsCount(GIB))
            .build();
    assertThat(ServingCost.of(prices, dedicated("e2-standard-2", 1, 1), young).shards())
        .isEqualTo(4);
  }

  @Test
  void aMachineServesItsShardSizeAndSmallerOnes() {
    assertThat(ShardSize.SHARD_SIZE_SMALL.machineTypes())
        .contains("e2-standard-2", "e2-standard-16", "e2-highmem-16");
    assertThat(ShardSize.SHARD_SIZE_MEDIUM.machineTypes())
        .contains("n1-standard-16", "n1-standard-32")
        .doesNotContain("e2-standard-2");
    assertThat(ShardSize.SHARD_SIZE_LARGE.machineTypes())
        .containsExactlyInAnyOrder("e2-highmem-16", "n2d-standard-32", "n1-standard-32");
  }

  private static DeployedIndex dedicated(String machineType, int min, int max) {
    return DeployedIndex.newBuilder()
        .setDedicatedResources(
            DedicatedResources.newBuilder()
                .setMachineSpec(MachineSpec.newBuilder().setMachineType(machineType))
                .setMinReplicaCount(min)
                .setMaxReplicaCount(max))
        .build();
  }

  /** Of two dimensions. */
  private static Index index(String shardSize, int shards) {
    Value config =
        Value.newBuilder()
            .setStructValue(
                Struct.newBuilder()
                    .putFields("shardSize", Value.newBuilder().setStringValue(shardSize).build())
                    .putFields("dimensions", Value.newBuilder().setNumberValue(2).build()))
            .build();
    return Index.newBuilder()
        .setMetadata(
            Value.newBuilder().setStructValue(Struct.newBuilder().putFields("config", config)))
        .setIndexStats(IndexStats.newBuilder().setShardsCount(shards))
        .build();
  }
}
