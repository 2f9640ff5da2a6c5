package dev.visualsimilarity.emulator.engine.vectors;

import dev.visualsimilarity.emulator.engine.kernel.Kernels;
import dev.visualsimilarity.emulator.engine.kernel.WideKernels;

/** Compares the rows of a {@link VectorSpace} with other vectors. Not thread-safe. */
public final class Scorer {
  private final VectorSpace space;
  private final RowCursor cursor;

  Scorer(VectorSpace space, RowCursor cursor) {
    this.space = space;
    this.cursor = cursor;
  }

  /** How near a row is to a prepared query; larger is nearer. Always finite. */
  public float score(float[] query, int row) {
    cursor.move(row, 1);
    float[] array = cursor.array();
    int offset = cursor.offset();
    int length = query.length;
    float scale = space.scale(row);
    float score =
        switch (space.measure()) {
          case DOT_PRODUCT -> scale * Kernels.dot(query, 0, array, offset, length);
          case SQUARED_L2 -> -Kernels.squaredL2(query, 0, array, offset, scale, length);
          case L1 -> -Kernels.l1(query, 0, array, offset, scale, length);
        };
    return Float.isFinite(score) ? score : WideKernels.saturated(wideScore(query, array, offset));
  }

  /** Dot product of a row, as the space compares it, and any vector. */
  public double dot(float[] vector, int offset, int row) {
    cursor.move(row, 1);
    float[] array = cursor.array();
    int length = space.dimensions();
    float dot = space.scale(row) * Kernels.dot(vector, offset, array, cursor.offset(), length);
    return Float.isFinite(dot)
        ? dot
        : wideScale(array, cursor.offset())
            * WideKernels.dot(vector, offset, array, cursor.offset(), length);
  }

  /** Squared Euclidean distance of a row, as the space compares it, and any vector. */
  public double squaredL2(float[] vector, int offset, int row) {
    cursor.move(row, 1);
    float[] array = cursor.array();
    double scale = wideScale(array, cursor.offset());
    return WideKernels.squaredL2(vector, offset, array, cursor.offset(), scale, space.dimensions());
  }

  private double wideScore(float[] query, float[] array, int offset) {
    int length = query.length;
    double scale = wideScale(array, offset);
    return switch (space.measure()) {
      case DOT_PRODUCT -> scale * WideKernels.dot(query, 0, array, offset, length);
      case SQUARED_L2 -> -WideKernels.squaredL2(query, 0, array, offset, scale, length);
      case L1 -> -WideKernels.l1(query, 0, array, offset, scale, length);
    };
  }

  private double wideScale(float[] array, int offset) {
    return space.unitLength() ? WideKernels.inverseLength(array, offset, space.dimensions()) : 1;
  }
}
