package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.ledger.RejectReason;

/**
 * What becomes of a model's vector before it is an embedding.
 *
 * @param l2Normalize whether it is divided by its Euclidean length. The sum of squares, its root
 *     and the quotients are computed in double precision; each quotient is rounded to a float once.
 */
public record VectorRules(boolean l2Normalize) {

  /**
   * Makes an embedding.
   *
   * @param vector not changed
   * @throws BadVectorException if a component is NaN or infinite, or if a vector that is to be
   *     normalised has no direction
   */
  public float[] apply(float[] vector) throws BadVectorException {
    double squares = 0;
    for (float component : vector) {
      if (!Float.isFinite(component)) {
        throw new BadVectorException(
            RejectReason.NOT_FINITE, "a component of its embedding is " + component);
      }
      squares += (double) component * component;
    }
    if (!l2Normalize) {
      return vector;
    }
    if (squares == 0) {
      throw new BadVectorException(
          RejectReason.ZERO_VECTOR,
          "every component of its embedding is 0: it has no direction to be normalised to");
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
