package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.NotApplied;
import java.util.Map;

/**
 * What flags say of a new index, without defaults: an update changes none of it.
 *
 * @param algorithm in lower case; this and the other texts are empty where the flag is not given
 * @param distanceMeasureType one of {@link IndexOptions#DISTANCE_MEASURES}
 * @param featureNormType one of {@link IndexOptions#FEATURE_NORMS}
 * @param shardSize one of {@link IndexOptions#SHARD_SIZES}
 * @param encryptionKey name of a customer-managed key
 * @param labels without those of the run
 */
record GivenSettings(
    String algorithm,
    String distanceMeasureType,
    String featureNormType,
    String shardSize,
    String encryptionKey,
    Map<String, String> labels) {

  GivenSettings {
    labels = Map.copyOf(labels);
  }

  /** What an index that was there before has otherwise. */
  NotApplied notApplied(Index existing) {
    IndexConfig config = IndexConfig.of(existing);
    return new NotApplied()
        .setting("--algorithm", algorithm, config.algorithm())
        .setting("--distance-measure-type", distanceMeasureType, config.distanceMeasureType())
        .setting("--feature-norm-type", featureNormType, config.featureNormType())
        .setting("--shard-size", shardSize, config.shardSize())
        .setting(
            "--encryption-spec-key-name",
            encryptionKey,
            existing.getEncryptionSpec().getKmsKeyName())
        .labels(labels, existing.getLabelsMap());
  }
}
