package dev.visualsimilarity.extractfeatures;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Reads the vectors of a batch from what a model gives. */
final class OutputVectors {

  private static final int VECTOR_RANK = 2;
  private static final int MAP_RANK = 4;

  private OutputVectors() {}

  /** Whether an output has one vector, or one map of vectors, for each of {@code size} images. */
  static boolean fits(Shape shape, int size) {
    int rank = shape.numDimensions();
    return (rank == VECTOR_RANK || rank == MAP_RANK) && shape.get(0) == size;
  }

  /**
   * The vectors of the first {@code count} images.
   *
   * @param output of [size, n] or of [size, rows, columns, n], which is averaged over rows and
   *     columns
   */
  static float[][] read(TFloat32 output, int count) {
    Shape shape = output.shape();
    int rank = shape.numDimensions();
    int dimensions = (int) shape.get(rank - 1);
    int places = rank == VECTOR_RANK ? 1 : (int) (shape.get(1) * shape.get(2));
    FloatDataBuffer data = output.asRawTensor().data().asFloats();
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      float[] values = new float[places * dimensions];
      data.slice((long) i * values.length, values.length).read(values);
      vectors[i] = places == 1 ? values : average(values, dimensions);
    }
    return vectors;
  }

  /** The mean over all places of a map of vectors. */
  private static float[] average(float[] map, int dimensions) {
    double[] sums = new double[dimensions];
    for (int i = 0; i < map.length; i++) {
      sums[i % dimensions] += map[i];
    }
    float[] mean = new float[dimensions];
    int places = map.length / dimensions;
    for (int k = 0; k < dimensions; k++) {
      mean[k] = (float) (sums[k] / places);
    }
    return mean;
  }
}
