package dev.visualsimilarity.vertexai;

import com.google.cloud.aiplatform.v1.Index;
import com.google.protobuf.Value;
import java.util.Map;

/**
 * Reads {@code metadata.config} of an index. The service returns 64-bit integers in it as text, and
 * 32-bit ones as numbers.
 */
public final class IndexConfig {

  private final Map<String, Value> fields;

  private IndexConfig(Map<String, Value> fields) {
    this.fields = fields;
  }

  /** The configuration of an index; without metadata, an empty one. */
  public static IndexConfig of(Index index) {
    return new IndexConfig(
        index
            .getMetadata()
            .getStructValue()
            .getFieldsOrDefault("config", Value.getDefaultInstance())
            .getStructValue()
            .getFieldsMap());
  }

  /** Length of a vector; 0 if it does not say. */
  public int dimensions() {
    Value value = field("dimensions");
    return value.hasStringValue()
        ? Integer.parseInt(value.getStringValue())
        : (int) value.getNumberValue();
  }

  /** Such as {@code SHARD_SIZE_SMALL}; empty if it does not say. */
  public String shardSize() {
    return field("shardSize").getStringValue();
  }

  /** Such as {@code DOT_PRODUCT_DISTANCE}; empty if it does not say. */
  public String distanceMeasureType() {
    return field("distanceMeasureType").getStringValue();
  }

  /** Such as {@code UNIT_L2_NORM}; empty if it does not say. */
  public String featureNormType() {
    return field("featureNormType").getStringValue();
  }

  /** Whether it says that it is searched by tree-AH, and not by brute force. */
  public boolean isApproximate() {
    return algorithms().containsKey("treeAhConfig");
  }

  /** {@code tree_ah} or {@code brute_force}; empty if it does not say. */
  public String algorithm() {
    if (isApproximate()) {
      return "tree_ah";
    }
    return algorithms().containsKey("bruteForceConfig") ? "brute_force" : "";
  }

  private Map<String, Value> algorithms() {
    return field("algorithmConfig").getStructValue().getFieldsMap();
  }

  private Value field(String name) {
    return fields.getOrDefault(name, Value.getDefaultInstance());
  }
}
