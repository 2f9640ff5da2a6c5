package dev.visualsimilarity.emulator.engine;

/** What happens to datapoints and queries before they are compared ({@code featureNormType}). */
public enum FeatureNorm {
  /** Vectors are compared as they are. */
  NONE,
  /** Vectors are scaled to Euclidean length 1; a zero vector stays zero. */
  UNIT_L2_NORM
}
