package dev.visualsimilarity.emulator.engine.vectors;

/** What is summed over the components of two vectors. */
public enum Measure {
  /** Products; the larger is the nearer. */
  DOT_PRODUCT,
  /** Squares of differences. */
  SQUARED_L2,
  /** Absolute differences. */
  L1
}
