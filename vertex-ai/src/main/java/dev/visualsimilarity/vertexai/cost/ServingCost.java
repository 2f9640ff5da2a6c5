package dev.visualsimilarity.vertexai.cost;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.vertexai.IndexConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a deployment costs while it is there, whether it is queried or not: each replica of each
 * shard is a machine.
 *
 * @param machineType empty if it is not known
 * @param shards of the index
 * @param min fewest replicas
 * @param max most replicas
 */
public record ServingCost(Prices prices, String machineType, long shards, int min, int max) {

  private static final int AUTOMATIC_MIN = 2;

  /** Of a deployment, as it is or as it is asked for; where it names no machine, the default. */
  public static ServingCost of(Prices prices, DeployedIndex deployment, Index index) {
    Optional<ShardSize> size = ShardSize.of(IndexConfig.of(index).shardSize());
    String byDefault = size.map(known -> known.machineTypes().get(0)).orElse("");
    if (deployment.hasDedicatedResources()) {
      DedicatedResources dedicated = deployment.getDedicatedResources();
      String given = dedicated.getMachineSpec().getMachineType();
      int min = Math.max(1, dedicated.getMinReplicaCount());
      return new ServingCost(
          prices,
          given.isEmpty() ? byDefault : given,
          shards(index, size),
          min,
          Math.max(min, dedicated.getMaxReplicaCount()));
    }
    AutomaticResources automatic = deployment.getAutomaticResources();
    int min = automatic.getMinReplicaCount() == 0 ? AUTOMATIC_MIN : automatic.getMinReplicaCount();
    return new ServingCost(
        prices, byDefault, shards(index, size), min, Math.max(min, automatic.getMaxReplicaCount()));
  }

  /** The least that an hour costs, in dollars; empty if the machine's price is not known. */
  public OptionalDouble perHour() {
    OptionalDouble price = prices.nodeHour(machineType);
    return price.isEmpty() ? price : OptionalDouble.of(price.getAsDouble() * shards * min);
  }

  /** For the metadata of an artifact. */
  public Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("machine_type", machineType);
    metadata.put("shards", shards);
    metadata.put("min_replicas", min);
    metadata.put("max_replicas", max);
    perHour()
        .ifPresent(
            hour -> {
              metadata.put("estimated_usd_per_hour", hour);
              metadata.put("estimated_usd_per_month", hour * Money.HOURS_OF_MONTH);
              metadata.put("price_date", prices.date());
            });
    return metadata;
  }

  /** One line. */
  @Override
  public String toString() {
    String machines =
        "%s %s x %d %s on %s"
            .formatted(
                min == max ? Integer.toString(min) : min + " to " + max,
                max == 1 ? "replica" : "replicas",
                shards,
                shards == 1 ? "shard" : "shards",
                machineType.isEmpty() ? "a machine that Vertex AI chooses" : machineType);
    if (perHour().isEmpty()) {
      return "%s: no price is known here, see %s".formatted(machines, prices.source());
    }
    double least = perHour().getAsDouble();
    double most = least / min * max;
    return "%s: %s, queried or not (%s)"
        .formatted(machines, Money.perHourAndMonth(least, most), prices.origin());
  }

  private static long shards(Index index, Optional<ShardSize> size) {
    long counted = index.getIndexStats().getShardsCount();
    if (counted > 0 || size.isEmpty()) {
      return Math.max(1, counted);
    }
    long bytes =
        index.getIndexStats().getVectorsCount() * IndexConfig.of(index).dimensions() * Float.BYTES;
    return size.get().shards(bytes);
  }
}
