package dev.visualsimilarity.pipeline.value;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.cost.ShardSize;
import java.util.Map;
import java.util.Set;

/**
 * What the project's programs refuse of single inputs, by program and input. They say so themselves
 * too, but some of them an hour later, after indexes were built and deployed.
 */
final class ValueRules {

  static final String BUILD_INDEX = "dev.visualsimilarity.buildindex.BuildIndex";
  static final String DEPLOY_INDEX = "dev.visualsimilarity.deployindex.DeployIndex";
  static final String UPLOAD_MODEL = "dev.visualsimilarity.uploadmodel.UploadModel";
  static final String QUERY_INDEX = "dev.visualsimilarity.queryindex.QueryIndex";

  private static final String PREPROCESS = "dev.visualsimilarity.preprocess.Preprocess";
  private static final String EXTRACT_FEATURES =
      "dev.visualsimilarity.extractfeatures.ExtractFeatures";

  private static final int LONGEST_NAME = 128;
  private static final int MOST_NEIGHBORS = 1000;
  private static final int MOST_REPLICAS = 1000;
  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private static final ValueRule SHARE = ValueRule.between(0, 1);
  private static final ValueRule COUNT = ValueRule.atLeast(0);
  private static final ValueRule TENSOR_TYPE = ValueRule.words("float32", "uint8");
  private static final ValueRule PRECISION = ValueRule.words("float32", "bfloat16");
  private static final ValueRule REPLICAS = ValueRule.between(0, MOST_REPLICAS);

  private static final ValueRule MODEL_REPLICAS = ValueRule.between(1, MOST_REPLICAS);
  private static final ValueRule HOURS =
      new ValueRule("numbers above 0", text -> Double.parseDouble(text) > 0);
  private static final ValueRule NAME = new ValueRule("128 characters at most", ValueRules::isName);
  private static final ValueRule LABELS =
      new ValueRule(
          "64 labels of lower-case letters, digits, '_' and '-', 63 at most, a letter first in keys",
          ValueRules::areLabels);

  private static final Map<String, Map<String, ValueRule>> RULES =
      Map.of(
          PREPROCESS,
          Map.of(
              "tensor_type", TENSOR_TYPE,
              "max_reject_fraction", SHARE,
              "shard_size", ValueRule.atLeast(1),
              "image_height", COUNT,
              "image_width", COUNT),
          EXTRACT_FEATURES,
          Map.of(
              "format", ValueRule.words("json", "csv", "avro"),
              "precision", PRECISION,
              "max_reject_fraction", SHARE),
          BUILD_INDEX,
          Map.of(
              "display_name",
              NAME,
              "labels",
              LABELS,
              "timeout_hours",
              HOURS,
              "shard_size",
              ValueRule.words("SHARD_SIZE_SMALL", "SHARD_SIZE_MEDIUM", "SHARD_SIZE_LARGE"),
              "distance_measure_type",
              ValueRule.words(
                  "DOT_PRODUCT_DISTANCE", "COSINE_DISTANCE", "SQUARED_L2_DISTANCE", "L1_DISTANCE"),
              "feature_norm_type",
              ValueRule.words("UNIT_L2_NORM", "NONE"),
              "approximate_neighbors_count",
              COUNT,
              "leaf_node_embedding_count",
              COUNT,
              "fraction_leaf_nodes_to_search",
              new ValueRule(
                  "numbers above 0 and below 1, or 0 for the default",
                  text -> Double.parseDouble(text) >= 0 && Double.parseDouble(text) < 1)),
          DEPLOY_INDEX,
          Map.of(
              "display_name",
              NAME,
              "labels",
              LABELS,
              "timeout_hours",
              HOURS,
              "deployed_index_id",
              new ValueRule(
                  "letters, digits and '_' (no '-'), a letter first, 128 at most",
                  text -> text.matches("[A-Za-z][A-Za-z0-9_]{0,127}")),
              "machine_type",
              new ValueRule(
                  "%s, others of this form, or nothing for automatic resources"
                      .formatted(String.join(", ", ShardSize.SHARD_SIZE_SMALL.machineTypes())),
                  text -> text.isEmpty() || ShardSize.isMachineType(text)),
              "min_replica_count",
              REPLICAS,
              "max_replica_count",
              REPLICAS,
              "drain_minutes",
              ValueRule.between(0, MINUTES_OF_A_DAY)),
          QUERY_INDEX,
          Map.of(
              "tensor_type", TENSOR_TYPE,
              "precision", PRECISION,
              "num_neighbors", ValueRule.between(0, MOST_NEIGHBORS),
              "min_recall", SHARE),
          UPLOAD_MODEL,
          Map.of(
              "display_name",
              new ValueRule("1 to 128 characters", text -> !text.isEmpty() && isName(text)),
              "labels",
              LABELS,
              "machine_type",
              new ValueRule(
                  "e2-standard-2 and others of this form",
                  text -> text.matches("[a-z0-9]+(-[a-z0-9]+)+")),
              "min_replica_count",
              MODEL_REPLICAS,
              "max_replica_count",
              MODEL_REPLICAS,
              "timeout_hours",
              HOURS));

  private ValueRules() {}

  private static boolean isName(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME;
  }

  private static boolean areLabels(String json) {
    try {
      Labels.check(Labels.parse(json, Map.of()));
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  /** Whether a program takes names of resources that are there. */
  static boolean takesResources(String mainClass) {
    return Set.of(BUILD_INDEX, DEPLOY_INDEX, UPLOAD_MODEL).contains(mainClass);
  }

  /** Those of a program, by input; none for a program that is not the project's. */
  static Map<String, ValueRule> of(String mainClass) {
    return RULES.getOrDefault(mainClass, Map.of());
  }
}
