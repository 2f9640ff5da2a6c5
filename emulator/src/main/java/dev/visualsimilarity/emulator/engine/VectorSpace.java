package dev.visualsimilarity.emulator.engine;

/**
 * The vectors of a snapshot and how they are compared. Vectors are kept as they were given: where
 * they are compared at unit length, the inverse of each one's length is kept beside it.
 */
final class VectorSpace {
  private final FloatMatrix vectors;
  private final DistanceMeasure measure;
  private final boolean unitLength;
  private final float[] inverseLengths;

  VectorSpace(FloatMatrix vectors, IndexSettings settings) {
    this.vectors = vectors;
    this.measure = settings.distanceMeasure();
    this.unitLength = settings.unitLength();
    this.inverseLengths = new float[unitLength ? vectors.rows() : 0];
    for (int row = 0; row < inverseLengths.length; row++) {
      inverseLengths[row] =
          Kernels.inverseLength(vectors.block(row), vectors.offset(row), vectors.columns());
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
      float inverse = Kernels.inverseLength(query, 0, query.length);
      for (int i = 0; i < prepared.length; i++) {
        prepared[i] *= inverse;
      }
    }
    return prepared;
  }

  /** A copy of a row as the space compares it. */
  float[] preparedRow(int row) {
    return prepared(vectors.copyOfRow(row));
  }

  /** How near a row is to a prepared query; larger is nearer. */
  float score(float[] query, int row) {
    float[] block = vectors.block(row);
    int offset = vectors.offset(row);
    int length = query.length;
    return switch (measure) {
      case DOT_PRODUCT_DISTANCE, COSINE_DISTANCE ->
          scale(row) * Kernels.dot(query, 0, block, offset, length);
      case SQUARED_L2_DISTANCE -> -Kernels.squaredL2(query, 0, block, offset, scale(row), length);
      case L1_DISTANCE -> -Kernels.l1(query, 0, block, offset, scale(row), length);
    };
  }

  /** Dot product of a row, as the space compares it, and any vector. */
  float dot(float[] vector, int offset, int row) {
    return scale(row)
        * Kernels.dot(vector, offset, vectors.block(row), vectors.offset(row), vectors.columns());
  }

  private float scale(int row) {
    return unitLength ? inverseLengths[row] : 1;
  }
}
