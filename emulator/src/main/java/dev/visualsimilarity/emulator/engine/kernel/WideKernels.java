package dev.visualsimilarity.emulator.engine.kernel;

/**
 * The sums of {@link Kernels} in double precision, for the vectors whose sums leave a float's
 * range. Of finite floats they neither overflow nor lose a vector's length to underflow.
 */
public final class WideKernels {

  private WideKernels() {}

  /** Sum of {@code a[i] * b[i]} over {@code length} floats from the two offsets. */
  public static double dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  /** Sum of {@code (a[i] - scale * b[i])^2}. */
  public static double squaredL2(
      float[] a, int aOffset, float[] b, int bOffset, double scale, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double difference = a[aOffset + i] - scale * b[bOffset + i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Sum of {@code |a[i] - scale * b[i]|}. */
  public static double l1(
      float[] a, int aOffset, float[] b, int bOffset, double scale, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Math.abs(a[aOffset + i] - scale * b[bOffset + i]);
    }
    return sum;
  }

  /** One over the Euclidean length, or 0 for a zero vector. */
  public static double inverseLength(float[] vector, int offset, int length) {
    double squares = dot(vector, offset, vector, offset, length);
    return squares == 0 ? 0 : 1 / Math.sqrt(squares);
  }

  /** The nearest float that is finite; of NaN, the lowest, so that it is never best. */
  public static float saturated(double value) {
    if (Double.isNaN(value)) {
      return -Float.MAX_VALUE;
    }
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }
}
