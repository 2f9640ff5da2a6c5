package dev.visualsimilarity.buildindex;

import dev.visualsimilarity.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that say how an index is built. A picocli mixin. */
final class IndexOptions {

  static final List<String> DISTANCE_MEASURES =
      List.of("DOT_PRODUCT_DISTANCE", "COSINE_DISTANCE", "SQUARED_L2_DISTANCE", "L1_DISTANCE");
  static final List<String> FEATURE_NORMS = List.of("UNIT_L2_NORM", "NONE");
  static final List<String> SHARD_SIZES =
      List.of("SHARD_SIZE_SMALL", "SHARD_SIZE_MEDIUM", "SHARD_SIZE_LARGE");

  private static final int DEFAULT_NEIGHBORS = 50;
  private static final int DEFAULT_LEAF_SIZE = 500;
  private static final double DEFAULT_FRACTION = 0.07;

  @Option(
      names = "--algorithm",
      description = "tree_ah (approximate, default) or brute_force (exact)")
  String algorithm = "";

  @Option(
      names = "--approximate-neighbors-count",
      description = "candidates before exact reordering; 0: " + DEFAULT_NEIGHBORS)
  int approximateNeighborsCount;

  @Option(
      names = "--distance-measure-type",
      description =
          "DOT_PRODUCT_DISTANCE (default), COSINE_DISTANCE, SQUARED_L2_DISTANCE or L1_DISTANCE")
  String distanceMeasureType = "";

  @Option(
      names = "--feature-norm-type",
      description = "UNIT_L2_NORM (default: vectors get length 1) or NONE")
  String featureNormType = "";

  @Option(
      names = "--shard-size",
      description = "SHARD_SIZE_SMALL (2 GiB, default), SHARD_SIZE_MEDIUM or SHARD_SIZE_LARGE")
  String shardSize = "";

  @Option(
      names = "--leaf-node-embedding-count",
      description = "vectors a leaf of tree_ah; 0: " + DEFAULT_LEAF_SIZE)
  int leafNodeEmbeddingCount;

  @Option(
      names = "--fraction-leaf-nodes-to-search",
      description = "share of tree_ah's leaves that a query searches; 0: " + DEFAULT_FRACTION)
  double fractionLeafNodesToSearch;

  /**
   * The settings that the flags describe.
   *
   * @throws UserException if one is not allowed
   */
  IndexSettings settings() {
    double fraction = fractionLeafNodesToSearch == 0 ? DEFAULT_FRACTION : fractionLeafNodesToSearch;
    if (!(fraction > 0 && fraction < 1)) {
      throw UserException.badParameter(
          "--fraction-leaf-nodes-to-search must lie between 0 and 1, both excluded, not "
              + fraction);
    }
    return new IndexSettings(
        parsedAlgorithm(),
        positive("--approximate-neighbors-count", approximateNeighborsCount, DEFAULT_NEIGHBORS),
        choice("--distance-measure-type", distanceMeasureType, DISTANCE_MEASURES),
        choice("--feature-norm-type", featureNormType, FEATURE_NORMS),
        choice("--shard-size", shardSize, SHARD_SIZES),
        positive("--leaf-node-embedding-count", leafNodeEmbeddingCount, DEFAULT_LEAF_SIZE),
        fraction);
  }

  /**
   * What is given of what an update of an index does not change.
   *
   * @param encryptionKey empty: none
   * @param labels without those of the run
   */
  GivenSettings given(String encryptionKey, Map<String, String> labels) {
    return new GivenSettings(
        algorithm.toLowerCase(Locale.ROOT).strip(),
        distanceMeasureType.strip(),
        featureNormType.strip(),
        shardSize.strip(),
        encryptionKey,
        labels);
  }

  private Algorithm parsedAlgorithm() {
    List<String> names =
        Arrays.stream(Algorithm.values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    String name = choice("--algorithm", algorithm.toLowerCase(Locale.ROOT), names);
    return Algorithm.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The first of the allowed values is the default. */
  private static String choice(String flag, String value, List<String> allowed) {
    if (value.isBlank()) {
      return allowed.get(0);
    }
    if (!allowed.contains(value)) {
      throw UserException.badParameter(
          "%s is not known: '%s'; allowed are %s"
              .formatted(flag, value, String.join(", ", allowed)));
    }
    return value;
  }

  private static int positive(String flag, int value, int byDefault) {
    if (value < 0) {
      throw UserException.badParameter(
          "%s must be greater than 0, or 0 for %d, not %d".formatted(flag, byDefault, value));
    }
    return value == 0 ? byDefault : value;
  }
}
