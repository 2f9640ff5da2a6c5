package dev.visualsimilarity.extractfeatures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Exports SavedModels of a few operations. */
final class TinyModel {

  /** Any batch of images of 8 x 6 pixels. */
  static final Shape IMAGES = Shape.of(Shape.UNKNOWN_SIZE, 8, 6, 3);

  private TinyModel() {}

  /** A model that gives the mean of each channel, and four times the mean of the first. */
  static Path means(Path directory) {
    return export(directory, "serving_default", TFloat32.class, IMAGES, TinyModel::means);
  }

  /** A model of one input and one output. */
  static <T extends TType> Path export(
      Path directory,
      String signature,
      Class<T> type,
      Shape input,
      BiFunction<Ops, Operand<T>, Operand<?>> network) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<T> images = tf.placeholder(type, Placeholder.shape(input));
      Signature function =
          Signature.builder()
              .key(signature)
              .input("images", images)
              .output("vectors", network.apply(tf, images))
              .build();
      SavedModelBundle.exporter(directory.toString())
          .withFunction(session.function(function))
          .export();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Operand<TFloat32> means(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> means = tf.math.mean(images, tf.constant(new int[] {1, 2}));
    return tf.linalg.matMul(
        means, tf.constant(new float[][] {{1, 0, 0, 4}, {0, 1, 0, 0}, {0, 0, 1, 0}}));
  }
}
