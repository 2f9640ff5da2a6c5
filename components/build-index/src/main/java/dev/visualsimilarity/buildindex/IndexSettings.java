package dev.visualsimilarity.buildindex;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an index is built: {@code metadata.config} of the Index resource (schema {@link
 * #METADATA_SCHEMA}).
 *
 * @param algorithm approximate or exact
 * @param approximateNeighborsCount candidates kept before exact reordering; tree-AH only
 * @param distanceMeasureType one of {@link IndexOptions#DISTANCE_MEASURES}
 * @param featureNormType one of {@link IndexOptions#FEATURE_NORMS}
 * @param shardSize one of {@link IndexOptions#SHARD_SIZES}
 * @param leafNodeEmbeddingCount vectors a leaf; tree-AH only
 * @param fractionLeafNodesToSearch of all leaves, for each query; tree-AH only
 */
record IndexSettings(
    Algorithm algorithm,
    int approximateNeighborsCount,
    String distanceMeasureType,
    String featureNormType,
    String shardSize,
    int leafNodeEmbeddingCount,
    double fractionLeafNodesToSearch) {

  /** The only schema of index metadata that there is. */
  static final String METADATA_SCHEMA =
      "gs://google-cloud-aiplatform/schema/matchingengine/metadata/nearest_neighbor_search_1.0.0.yaml";

  /** Whether the index can hold a vector of length 0. */
  boolean zeroVectorsAllowed() {
    return zeroVectorsAllowed(featureNormType, distanceMeasureType);
  }

  /** Whether an index of these settings can. */
  static boolean zeroVectorsAllowed(String featureNormType, String distanceMeasureType) {
    return !featureNormType.equals("UNIT_L2_NORM")
        && !distanceMeasureType.equals("COSINE_DISTANCE");
  }

  /** The metadata of a new index. */
  Value metadata(String contentsDeltaUri, int dimensions) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("dimensions", dimensions);
    if (algorithm == Algorithm.TREE_AH) {
      config.put("approximateNeighborsCount", approximateNeighborsCount);
    }
    config.put("distanceMeasureType", distanceMeasureType);
    config.put("featureNormType", featureNormType);
    config.put("shardSize", shardSize);
    config.put("algorithmConfig", algorithmConfig());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("contentsDeltaUri", contentsDeltaUri);
    metadata.put("config", config);
    return value(metadata);
  }

  /** The metadata that gives an existing index new content; nothing else may change with it. */
  static Value contents(String contentsDeltaUri, boolean completeOverwrite) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("contentsDeltaUri", contentsDeltaUri);
    metadata.put("isCompleteOverwrite", completeOverwrite);
    return value(metadata);
  }

  private Map<String, Object> algorithmConfig() {
    return switch (algorithm) {
      case BRUTE_FORCE -> Map.of("bruteForceConfig", Map.of());
      case TREE_AH -> {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("leafNodeEmbeddingCount", leafNodeEmbeddingCount);
        tree.put("fractionLeafNodesToSearch", fractionLeafNodesToSearch);
        yield Map.of("treeAhConfig", tree);
      }
    };
  }

  private static Value value(Map<String, Object> metadata) {
    Value.Builder value = Value.newBuilder();
    try {
      JsonFormat.parser().merge(Json.COMPACT.toJson(metadata), value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("metadata that was just written is no JSON", e);
    }
    return value.build();
  }
}
