package dev.visualsimilarity.emulator.engine;

/**
 * The vectors of a snapshot and how they are compared. Vectors are kept as they were given: where
 * they are compared at unit length, the inverse of each one's length is kept beside it.
 *
 * <p>Vectors are finite. Sums are of floats; one that leaves a float's range is summed again in
 * double precision. A score beyond a float's range is the largest or smallest finite float.
 */
final class VectorSpace {
  /**
   * Outside of 1 / MAX_INVERSE to MAX_INVERSE, lengths and their products lose digits in floats.
   */
  private static final double MAX_INVERSE = 1e30;

  private final FloatMatrix vectors;
  private final DistanceMeasure measure;
  private final boolean unitLength;

  /** NaN where a float will not do: sums with it are NaN, and are summed again. */
  private final float[] inverseLengths;

  VectorSpace(FloatMatrix vectors, IndexSettings settings) {
    this.vectors = vectors;
    this.measure = settings.distanceMeasure();
    this.unitLength = settings.unitLength();
    this.inverseLengths = new float[unitLength ? vectors.rows() : 0];
    for (int row = 0; row < inverseLengths.length; row++) {
      double inverse = wideScale(row);
      boolean fits = inverse == 0 || (inverse >= 1 / MAX_INVERSE && inverse <= MAX_INVERSE);
      inverseLengths[row] = fits ? (float) inverse : Float.NaN;
    }
  }

  int rows() {
    return vectors.rows();
  }

  int rowsPerBlock() {
    return vectors.rowsPerBlock();
  }

  int dimensions() {
    return vectors.columns();
  }

  DistanceMeasure measure() {
    return measure;
  }

  boolean unitLength() {
    return unitLength;
  }

  /** A query as the space compares it: at unit length where the datapoints are. */
  float[] prepared(float[] query) {
    float[] prepared = query.clone();
    if (unitLength) {
      double inverse = WideKernels.inverseLength(query, 0, query.length);
      for (int i = 0; i < prepared.length; i++) {
        prepared[i] = (float) (prepared[i] * inverse);
      }
    }
    return prepared;
  }

  /** A copy of a row as the space compares it. */
  float[] preparedRow(int row) {
    return prepared(vectors.copyOfRow(row));
  }

  /** How near a row is to a prepared query; larger is nearer. Always finite. */
  float score(float[] query, int row) {
    float[] block = vectors.block(row);
    int offset = vectors.offset(row);
    int length = query.length;
    float score =
        switch (measure) {
          case DOT_PRODUCT_DISTANCE, COSINE_DISTANCE ->
              scale(row) * Kernels.dot(query, 0, block, offset, length);
          case SQUARED_L2_DISTANCE ->
              -Kernels.squaredL2(query, 0, block, offset, scale(row), length);
          case L1_DISTANCE -> -Kernels.l1(query, 0, block, offset, scale(row), length);
        };
    return Float.isFinite(score) ? score : WideKernels.saturated(wideScore(query, row));
  }

  /** Dot product of a row, as the space compares it, and any vector. */
  double dot(float[] vector, int offset, int row) {
    float[] block = vectors.block(row);
    int rowOffset = vectors.offset(row);
    float dot = scale(row) * Kernels.dot(vector, offset, block, rowOffset, dimensions());
    return Float.isFinite(dot)
        ? dot
        : wideScale(row) * WideKernels.dot(vector, offset, block, rowOffset, dimensions());
  }

  /** Squared Euclidean distance of a row, as the space compares it, and any vector. */
  double squaredL2(float[] vector, int offset, int row) {
    return WideKernels.squaredL2(
        vector, offset, vectors.block(row), vectors.offset(row), wideScale(row), dimensions());
  }

  private double wideScore(float[] query, int row) {
    float[] block = vectors.block(row);
    int offset = vectors.offset(row);
    int length = query.length;
    double scale = wideScale(row);
    return switch (measure) {
      case DOT_PRODUCT_DISTANCE, COSINE_DISTANCE ->
          scale * WideKernels.dot(query, 0, block, offset, length);
      case SQUARED_L2_DISTANCE -> -WideKernels.squaredL2(query, 0, block, offset, scale, length);
      case L1_DISTANCE -> -WideKernels.l1(query, 0, block, offset, scale, length);
    };
  }

  private float scale(int row) {
    return unitLength ? inverseLengths[row] : 1;
  }

  private double wideScale(int row) {
    return unitLength
        ? WideKernels.inverseLength(vectors.block(row), vectors.offset(row), dimensions())
        : 1;
  }
}
