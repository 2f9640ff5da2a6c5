package dev.visualsimilarity.emulator.engine;

import java.util.Optional;

/**
 * What an index is built with.
 *
 * @param dimensions length of every vector
 * @param distanceMeasure how vectors are compared
 * @param featureNorm what happens to them before
 * @param treeAh settings of an approximate index; empty for a brute-force index
 */
public record IndexSettings(
    int dimensions,
    DistanceMeasure distanceMeasure,
    FeatureNorm featureNorm,
    Optional<TreeAhSettings> treeAh) {

  /** Refuses a dimension below 1. */
  public IndexSettings {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1: " + dimensions);
    }
  }

  /** Whether vectors are compared at unit length. */
  boolean unitLength() {
    return featureNorm == FeatureNorm.UNIT_L2_NORM
        || distanceMeasure == DistanceMeasure.COSINE_DISTANCE;
  }
}
