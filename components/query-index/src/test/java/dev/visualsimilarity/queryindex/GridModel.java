package dev.visualsimilarity.queryindex;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Reshape;
import org.tensorflow.types.TFloat32;

/** A SavedModel whose vector of a 16 x 16 image is the mean colour of each of its tiles. */
final class GridModel {

  static final int SIDE = 16;

  private GridModel() {}

  /** Of 4 x 4 tiles. */
  static Path export(Path directory) throws IOException {
    return export(directory, SIDE / 4);
  }

  static Path export(Path directory, int tileSide) throws IOException {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.placeholder(
              TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, SIDE, SIDE, 3)));
      var tile = List.of(1L, (long) tileSide, (long) tileSide, 1L);
      Reshape<TFloat32> vectors =
          tf.reshape(
              tf.nn.avgPool(images, tile, tile, "VALID"),
              tf.constant(new int[] {-1, 3 * (SIDE / tileSide) * (SIDE / tileSide)}));
      Signature signature =
          Signature.builder()
              .key("serving_default")
              .input("images", images)
              .output("vectors", vectors)
              .build();
      SavedModelBundle.exporter(directory.toString())
          .withFunction(session.function(signature))
          .export();
      return directory;
    }
  }
}
