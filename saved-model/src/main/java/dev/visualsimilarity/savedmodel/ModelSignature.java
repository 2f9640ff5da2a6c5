package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The signature of a SavedModel that turns a batch of images into a batch of vectors: one input,
 * float32 or uint8, of [batch, height, width, 3]; one float32 output of [batch, n], or of [batch,
 * rows, columns, n], which is averaged over rows and columns.
 *
 * @param input the tensor that is fed
 * @param output the tensor that is fetched
 */
public record ModelSignature(TensorInfo input, TensorInfo output) {

  // Keras and tf.saved_model, then TF1 Hub modules, then Keras 3.
  private static final List<String> PREFERRED =
      List.of("serving_default", "default", "image_feature_vector", "serve");

  /**
   * Finds the signature to call, and checks that it takes the tensors.
   *
   * @param model which is asked for
   * @param graph of the model
   * @param tensors that the model will be given
   * @throws UserException listing what the model offers, if nothing of it fits
   */
  public static ModelSignature find(ModelSpec model, ModelGraph graph, TensorSpec tensors) {
    ModelSignature found = find(model, graph);
    found.check(model, graph, tensors);
    return found;
  }

  /**
   * Finds the signature to call: the one named, else the first that can be used of {@code
   * serving_default}, {@code default}, {@code image_feature_vector} and {@code serve}, else the
   * only one that can be used.
   *
   * @throws UserException listing what the model offers, if nothing of it can be used
   */
  public static ModelSignature find(ModelSpec model, ModelGraph graph) {
    String name = model.signature().isEmpty() ? chosen(model, graph) : model.signature();
    SignatureDef signature = graph.signatures().get(name);
    if (signature == null) {
      throw refused(model, graph, "has no signature '%s'".formatted(name));
    }
    SignatureTensors tensors = new SignatureTensors(model, signature);
    if (!tensors.problem().isEmpty()) {
      throw refused(model, graph, "has in signature '%s' %s".formatted(name, tensors.problem()));
    }
    return new ModelSignature(tensors.input(), tensors.output());
  }

  /** Images in every call, where the model fixes them; 0 where it does not. */
  public int fixedBatch() {
    return fixed(0).orElse(0);
  }

  /** Height of the images, where the model fixes it. */
  public OptionalInt height() {
    return fixed(1);
  }

  /** Width of the images, where the model fixes it. */
  public OptionalInt width() {
    return fixed(2);
  }

  /** Components of a vector, as far as the model says; 0 where it does not. */
  public int dimensions() {
    TensorShapeProto shape = output.getTensorShape();
    return shape.getUnknownRank() || shape.getDimCount() == 0
        ? 0
        : (int) Math.max(0, shape.getDim(shape.getDimCount() - 1).getSize());
  }

  /** Whether the model takes intensities of 0..255 rather than of [0, 1]. */
  public TensorType inputType() {
    return input.getDtype() == DataType.DT_UINT8 ? TensorType.UINT8 : TensorType.FLOAT32;
  }

  /**
   * Checks that the model takes these tensors.
   *
   * @throws UserException listing what the model offers, if it does not
   */
  public void check(ModelSpec model, ModelGraph graph, TensorSpec tensors) {
    if (height().orElse(tensors.height()) != tensors.height()
        || width().orElse(tensors.width()) != tensors.width()) {
      throw refused(
          model,
          graph,
          "does not take images of %d x %d pixels (height x width): set image_height and image_width to what it takes"
              .formatted(tensors.height(), tensors.width()));
    }
    if (inputType() == TensorType.UINT8 && tensors.type() == TensorType.FLOAT32) {
      throw refused(
          model, graph, "takes uint8, but the tensors are float32: set tensor_type to uint8");
    }
  }

  private static String chosen(ModelSpec model, ModelGraph graph) {
    List<String> usable =
        graph.signatures().entrySet().stream()
            .filter(entry -> new SignatureTensors(model, entry.getValue()).problem().isEmpty())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (usable.size() == 1) {
      return usable.get(0);
    }
    List<String> names = usable.isEmpty() ? List.copyOf(graph.signatures().keySet()) : usable;
    return PREFERRED.stream()
        .filter(names::contains)
        .findFirst()
        .orElseGet(
            () -> {
              if (names.size() == 1) {
                return names.get(0);
              }
              throw refused(
                  model,
                  graph,
                  usable.isEmpty()
                      ? "has no signature of images to vectors"
                      : "has several signatures that can be used, %s: choose one with signature"
                          .formatted(String.join(", ", usable)));
            });
  }

  private OptionalInt fixed(int dimension) {
    TensorShapeProto shape = input.getTensorShape();
    long size = shape.getUnknownRank() ? -1 : shape.getDim(dimension).getSize();
    return size <= 0 ? OptionalInt.empty() : OptionalInt.of((int) size);
  }

  private static UserException refused(ModelSpec model, ModelGraph graph, String what) {
    return UserException.badParameter(
        "model %s %s; it offers %s"
            .formatted(model.uri(), what, SignatureText.of(graph.signatures())));
  }
}
