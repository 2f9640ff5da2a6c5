package dev.visualsimilarity.sample.training;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/**
 * The feature extractor: six convolutions with rectifiers, the mean and the maximum of the last
 * ones over the picture, and a linear layer. No normalisation layer: a picture's embedding does not
 * depend on the batch it is in.
 */
final class Network {

  /** Width and height of the pictures a user feeds. */
  static final int INPUT_SIZE = 224;

  /** Squares of so many pixels are averaged first. */
  static final int REDUCTION = 3;

  /** Width and height of the pictures that the first convolution sees. */
  static final int REDUCED_SIZE = INPUT_SIZE / REDUCTION;

  /** Length of an embedding. */
  static final int DIMENSIONS = 128;

  private record Layer(int kernel, int stride, int channels) {}

  private static final List<Layer> LAYERS =
      List.of(
          new Layer(5, 2, 16),
          new Layer(3, 2, 32),
          new Layer(3, 1, 48),
          new Layer(3, 2, 80),
          new Layer(3, 1, 112),
          new Layer(3, 2, 128));

  private final Ops tf;
  private final Parameters parameters;

  Network(Ops tf, Parameters parameters) {
    this.tf = tf;
    this.parameters = parameters;
  }

  /** Averages [-1, 224, 224, 3] down to [-1, 74, 74, 3]; two rows and columns are left over. */
  Operand<TFloat32> reduce(Operand<TFloat32> images) {
    List<Long> window = List.of(1L, (long) REDUCTION, (long) REDUCTION, 1L);
    return tf.nn.avgPool(images, window, window, "VALID");
  }

  /** Embeds reduced pictures [-1, 74, 74, 3] with values from 0 to 1, giving [-1, 128]. */
  Operand<TFloat32> embed(Operand<TFloat32> reduced) {
    Operand<TFloat32> x = tf.math.mul(tf.math.sub(reduced, tf.constant(0.5f)), tf.constant(4f));
    int channels = 3;
    for (int i = 0; i < LAYERS.size(); i++) {
      x = convolve(x, channels, LAYERS.get(i), "conv" + (i + 1));
      channels = LAYERS.get(i).channels();
    }
    Operand<TFloat32> pooled =
        tf.concat(
            List.of(
                tf.math.mean(x, tf.constant(new int[] {1, 2})),
                tf.reduceMax(x, tf.constant(new int[] {1, 2}))),
            tf.constant(1));
    Operand<TFloat32> weights =
        parameters.add("embedding_weights", 2 * channels, 2L * channels, DIMENSIONS);
    Operand<TFloat32> bias = parameters.add("embedding_bias", 0, DIMENSIONS);
    return tf.math.add(tf.linalg.matMul(pooled, weights), bias);
  }

  private Operand<TFloat32> convolve(Operand<TFloat32> x, int channels, Layer layer, String name) {
    int kernel = layer.kernel();
    Operand<TFloat32> filter =
        parameters.add(
            name + "_filter",
            kernel * kernel * channels,
            kernel,
            kernel,
            channels,
            layer.channels());
    Operand<TFloat32> bias = parameters.add(name + "_bias", 0, layer.channels());
    List<Long> strides = List.of(1L, (long) layer.stride(), (long) layer.stride(), 1L);
    Conv2d<TFloat32> convolved = tf.nn.conv2d(x, filter, strides, "SAME");
    return tf.nn.relu(tf.nn.biasAdd(convolved, bias));
  }
}
