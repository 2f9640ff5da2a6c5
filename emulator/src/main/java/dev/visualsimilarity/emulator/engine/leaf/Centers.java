package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.kernel.Kernel;
import dev.visualsimilarity.emulator.engine.kernel.Kernels;
import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;

/** The centres of leaves. Immutable. */
final class Centers {
  private static final Kernel KERNEL = Kernels.active();

  private final FloatMatrix vectors;
  private final double[] halfSquaredLengths;

  /** Takes a matrix that nobody changes any more. */
  Centers(FloatMatrix vectors) {
    this.vectors = vectors;
    this.halfSquaredLengths = new double[vectors.rows()];
    for (int i = 0; i < halfSquaredLengths.length; i++) {
      float[] block = vectors.block(i);
      int offset = vectors.offset(i);
      halfSquaredLengths[i] = WideKernels.dot(block, offset, block, offset, vectors.columns()) / 2;
    }
  }

  int count() {
    return vectors.rows();
  }

  /** A copy of a centre. */
  float[] center(int leaf) {
    return vectors.copyOfRow(leaf);
  }

  /** Centres that {@link #dots} compares at once, at most. */
  int perStep() {
    return Math.min(32, vectors.rowsPerBlock());
  }

  /**
   * Dot products of vectors with a step of centres.
   *
   * @param from the first centre, a multiple of {@link #perStep}
   * @param out receives that of vector i and centre {@code from + c} at {@code i * n + c}, where n
   *     is the answer
   * @return how many centres the step has
   */
  int dots(float[] packed, int vectorCount, int from, float[] out) {
    int count = Math.min(perStep(), count() - from);
    KERNEL.dots(
        packed,
        vectorCount,
        vectors.block(from),
        vectors.offset(from),
        count,
        vectors.columns(),
        out);
    return count;
  }

  /**
   * How near a centre is to one vector among all centres; larger is nearer. |v - c|^2 = |v|^2 - 2
   * (v.c - |c|^2 / 2), and |v| is the same for every centre.
   *
   * @param dot of the two, as a float; summed again where it left the range of floats
   */
  double nearness(float[] packed, int offset, int leaf, float dot) {
    return wide(packed, offset, leaf, dot) - halfSquaredLengths[leaf];
  }

  /** A dot product, summed again in double precision if it left the range of floats. */
  double wide(float[] packed, int offset, int leaf, float dot) {
    return Float.isFinite(dot)
        ? dot
        : WideKernels.dot(
            packed, offset, vectors.block(leaf), vectors.offset(leaf), vectors.columns());
  }

  /** Squared Euclidean distance of a vector and a centre. */
  double squaredL2(float[] packed, int offset, int leaf) {
    return WideKernels.squaredL2(
        packed, offset, vectors.block(leaf), vectors.offset(leaf), 1, vectors.columns());
  }
}
