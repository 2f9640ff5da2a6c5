package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.emulator.engine.vectors.Measure;

/**
 * How near two vectors are, under the names of an index's {@code distanceMeasureType}.
 *
 * <p>Inside the engine every measure is a score of which the larger is the nearer; {@link
 * #distance} turns it into the figure that the service reports. Scores are finite: one beyond a
 * float's range is the largest or smallest float.
 */
public enum DistanceMeasure {
  /** Sum of squared differences; smallest first. */
  SQUARED_L2_DISTANCE,
  /** Sum of absolute differences; smallest first. */
  L1_DISTANCE,
  /** One minus the cosine of the angle; smallest first. */
  COSINE_DISTANCE,
  /**
   * The service defines it as the negative dot product, and reports the dot product itself: largest
   * first.
   */
  DOT_PRODUCT_DISTANCE;

  /** What is summed over the components. */
  Measure measure() {
    return switch (this) {
      case SQUARED_L2_DISTANCE -> Measure.SQUARED_L2;
      case L1_DISTANCE -> Measure.L1;
      case COSINE_DISTANCE, DOT_PRODUCT_DISTANCE -> Measure.DOT_PRODUCT;
    };
  }

  /** The reported distance of a score. */
  double distance(float score) {
    return switch (this) {
      case SQUARED_L2_DISTANCE, L1_DISTANCE -> 0.0 - score;
      case COSINE_DISTANCE -> 1.0 - score;
      case DOT_PRODUCT_DISTANCE -> score;
    };
  }
}
