package dev.visualsimilarity.emulator.engine.vectors;

import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import java.util.stream.IntStream;

/**
 * The vectors of a snapshot and how they are compared. Vectors are kept as they were given: where
 * they are compared at unit length, the inverse of each one's length is kept beside it.
 *
 * <p>Vectors are finite. Sums are of floats; one that leaves a float's range is summed again in
 * double precision. A score beyond a float's range is the largest or smallest finite float.
 */
public final class VectorSpace {
  /**
   * Outside of 1 / MAX_INVERSE to MAX_INVERSE, lengths and their products lose digits in floats.
   */
  private static final double MAX_INVERSE = 1e30;

  private final Vectors vectors;
  private final Measure measure;
  private final boolean unitLength;

  /** NaN where a float will not do: sums with it are NaN, and are summed again. */
  private final float[] inverseLengths;

  /**
   * Prepares vectors for comparison.
   *
   * @param unitLength whether vectors are compared at Euclidean length 1
   */
  public VectorSpace(Vectors vectors, Measure measure, boolean unitLength) {
    this.vectors = vectors;
    this.measure = measure;
    this.unitLength = unitLength;
    this.inverseLengths = unitLength ? inverseLengths(vectors) : new float[0];
  }

  /** How many vectors there are. */
  public int rows() {
    return vectors.rows();
  }

  /** Floats of a vector. */
  public int dimensions() {
    return vectors.columns();
  }

  /** What is summed. */
  public Measure measure() {
    return measure;
  }

  /** Whether vectors are compared at unit length. */
  public boolean unitLength() {
    return unitLength;
  }

  /** The vectors as they were given. */
  public Vectors vectors() {
    return vectors;
  }

  /** A query as the space compares it: at unit length where the datapoints are. */
  public float[] prepared(float[] query) {
    float[] prepared = query.clone();
    prepare(prepared, 0);
    return prepared;
  }

  /** A copy of a row as the space compares it. */
  public float[] preparedRow(int row) {
    float[] prepared = new float[dimensions()];
    copyPrepared(vectors.cursor(), row, prepared, 0);
    return prepared;
  }

  /** Copies a row as the space compares it into an array, from {@code offset} on. */
  public void copyPrepared(RowCursor cursor, int row, float[] into, int offset) {
    cursor.move(row, 1);
    System.arraycopy(cursor.array(), cursor.offset(), into, offset, dimensions());
    prepare(into, offset);
  }

  /** Compares rows with other vectors, for one thread. */
  public Scorer scorer() {
    return new Scorer(this);
  }

  float scale(int row) {
    return unitLength ? inverseLengths[row] : 1;
  }

  private void prepare(float[] vector, int offset) {
    if (unitLength) {
      double inverse = WideKernels.inverseLength(vector, offset, dimensions());
      for (int i = offset; i < offset + dimensions(); i++) {
        vector[i] = (float) (vector[i] * inverse);
      }
    }
  }

  private static float[] inverseLengths(Vectors vectors) {
    float[] inverses = new float[vectors.rows()];
    int step = vectors.rowsPerBlock();
    IntStream.range(0, (inverses.length + step - 1) / step)
        .parallel()
        .forEach(
            block -> {
              RowCursor cursor = vectors.cursor();
              int end = Math.min(inverses.length, (block + 1) * step);
              for (int row = block * step; row < end; row++) {
                cursor.move(row, 1);
                inverses[row] =
                    narrow(
                        WideKernels.inverseLength(
                            cursor.array(), cursor.offset(), vectors.columns()));
              }
            });
    return inverses;
  }

  private static float narrow(double inverse) {
    boolean fits = inverse == 0 || (inverse >= 1 / MAX_INVERSE && inverse <= MAX_INVERSE);
    return fits ? (float) inverse : Float.NaN;
  }
}
