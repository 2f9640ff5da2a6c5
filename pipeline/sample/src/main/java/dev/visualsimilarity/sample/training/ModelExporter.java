package dev.visualsimilarity.sample.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Writes a network as a SavedModel (tag {@code serve}) with the interface of a TensorFlow Hub image
 * feature vector: signature {@code serving_default} from {@code images}, float32 [-1, 224, 224, 3]
 * RGB with values from 0 to 1, to {@code default}, float32 [-1, 128].
 */
final class ModelExporter {

  private ModelExporter() {}

  /**
   * Writes {@code saved_model.pb} and {@code variables/}.
   *
   * @param weights values of the network's variables, in the order of their creation
   */
  static void export(List<float[]> weights, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = new Parameters(tf);
      Network network = new Network(tf, parameters);
      int size = Network.INPUT_SIZE;
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
      Operand<TFloat32> embedding =
          tf.withName("feature_vector").identity(network.embed(network.reduce(images)));
      Signature signature =
          Signature.builder("serving_default")
              .input("images", images)
              .output("default", embedding)
              .build();
      try (Session session = new Session(graph)) {
        parameters.assign(session, weights);
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    }
  }
}
