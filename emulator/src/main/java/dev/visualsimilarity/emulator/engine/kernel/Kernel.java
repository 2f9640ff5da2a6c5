package dev.visualsimilarity.emulator.engine.kernel;

/**
 * Sums over the components of float vectors. Implementations agree to 1e-5 of the sum of the
 * absolute terms; of one implementation, the result for two vectors depends on these two only, not
 * on what is computed along with them. Stateless and safe for any number of threads.
 *
 * <p>A vector is {@code length} floats of an array from an offset on.
 */
public interface Kernel {

  /** What it is, for the log. */
  String description();

  /** Sum of {@code a[i] * b[i]}. */
  float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

  /** Sum of {@code (a[i] - scale * b[i])^2}. */
  float squaredL2(float[] a, int aOffset, float[] b, int bOffset, float scale, int length);

  /** Sum of {@code |a[i] - scale * b[i]|}. */
  float l1(float[] a, int aOffset, float[] b, int bOffset, float scale, int length);

  /**
   * Dot products of every query with every row.
   *
   * @param queries {@code queryCount} vectors, one after the other, from 0 on
   * @param rows {@code rowCount} vectors, one after the other, from {@code rowsOffset} on
   * @param out receives the product of query q and row r at {@code q * rowCount + r}
   */
  void dots(
      float[] queries,
      int queryCount,
      float[] rows,
      int rowsOffset,
      int rowCount,
      int length,
      float[] out);
}
