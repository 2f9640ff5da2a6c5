package dev.visualsimilarity.vertexai.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What building an index, or updating it, costs.
 *
 * @param vectorBytes records times dimensions times four, which is what is billed
 * @param shards that they need
 * @param dollars an estimate
 */
public record BuildCost(Prices prices, long vectorBytes, long shards, double dollars) {

  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  /** Of vectors in an index of some shard size. */
  public static BuildCost of(Prices prices, long vectorBytes, ShardSize size) {
    return new BuildCost(
        prices, vectorBytes, size.shards(vectorBytes), vectorBytes / GIB * prices.buildPerGib());
  }

  /** For the metadata of an artifact. */
  public Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("estimated_shards", shards);
    metadata.put("estimated_build_usd", dollars);
    metadata.put("price_date", prices.date());
    return metadata;
  }

  /** One line. */
  @Override
  public String toString() {
    return "%s of vectors in %d %s: building costs %s at %s a GiB (%s); what is processed again later, such as a rebuild after updates, is billed again"
        .formatted(
            vectorBytes < GIB
                ? "%.1f MiB".formatted(vectorBytes / MIB)
                : "%.2f GiB".formatted(vectorBytes / GIB),
            shards,
            shards == 1 ? "shard" : "shards",
            Money.about(dollars),
            Money.text(prices.buildPerGib()),
            prices.origin());
  }
}
