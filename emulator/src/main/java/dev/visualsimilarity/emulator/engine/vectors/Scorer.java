package dev.visualsimilarity.emulator.engine.vectors;

import dev.visualsimilarity.emulator.engine.kernel.Kernel;
import dev.visualsimilarity.emulator.engine.kernel.Kernels;
import dev.visualsimilarity.emulator.engine.kernel.WideKernels;

/** Compares the rows of a {@link VectorSpace} with other vectors. Not thread-safe. */
public final class Scorer {
  private static final Kernel KERNEL = Kernels.active();

  private final VectorSpace space;
  private final RowCursor cursor;
  private final float[] one = new float[1];

  Scorer(VectorSpace space) {
    this.space = space;
    this.cursor = space.vectors().cursor();
  }

  /** How near a row is to a prepared query; larger is nearer. Always finite. */
  public float score(float[] query, int row) {
    scores(query, 1, row, 1, one);
    return one[0];
  }

  /**
   * How near rows are to prepared queries; larger is nearer. Always finite.
   *
   * @param queries {@code queryCount} vectors, one after the other
   * @param from the first of {@code rowCount} rows, which are of one block
   * @param out receives the score of query q and row {@code from + r} at {@code q * rowCount + r}
   */
  public void scores(float[] queries, int queryCount, int from, int rowCount, float[] out) {
    cursor.move(from, rowCount);
    float[] array = cursor.array();
    int offset = cursor.offset();
    int length = space.dimensions();
    if (space.measure() == Measure.DOT_PRODUCT) {
      KERNEL.dots(queries, queryCount, array, offset, rowCount, length, out);
    }
    for (int q = 0; q < queryCount; q++) {
      for (int r = 0; r < rowCount; r++) {
        int rowOffset = offset + r * length;
        int at = q * rowCount + r;
        float scale = space.scale(from + r);
        float score =
            switch (space.measure()) {
              case DOT_PRODUCT -> scale * out[at];
              case SQUARED_L2 ->
                  -KERNEL.squaredL2(queries, q * length, array, rowOffset, scale, length);
              case L1 -> -KERNEL.l1(queries, q * length, array, rowOffset, scale, length);
            };
        out[at] =
            Float.isFinite(score)
                ? score
                : WideKernels.saturated(wideScore(queries, q * length, array, rowOffset));
      }
    }
  }

  /** Squared Euclidean distance of a row, as the space compares it, and any vector. */
  public double squaredL2(float[] vector, int offset, int row) {
    cursor.move(row, 1);
    double scale = wideScale(cursor.array(), cursor.offset());
    return WideKernels.squaredL2(
        vector, offset, cursor.array(), cursor.offset(), scale, space.dimensions());
  }

  private double wideScore(float[] queries, int queryOffset, float[] array, int offset) {
    int length = space.dimensions();
    double scale = wideScale(array, offset);
    return switch (space.measure()) {
      case DOT_PRODUCT -> scale * WideKernels.dot(queries, queryOffset, array, offset, length);
      case SQUARED_L2 -> -WideKernels.squaredL2(queries, queryOffset, array, offset, scale, length);
      case L1 -> -WideKernels.l1(queries, queryOffset, array, offset, scale, length);
    };
  }

  private double wideScale(float[] array, int offset) {
    return space.unitLength() ? WideKernels.inverseLength(array, offset, space.dimensions()) : 1;
  }
}
