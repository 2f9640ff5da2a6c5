package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
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

  private static final String DEFAULT = "serving_default";
  private static final String INITIALISER = "__saved_model_init_op";
  private static final int IMAGE_RANK = 4;
  private static final int VECTOR_RANK = 2;

  /**
   * Finds the signature to call.
   *
   * @param model which is asked for
   * @param graph of the model
   * @param tensors that the model will be given
   * @throws UserException listing what the model offers, if nothing of it fits
   */
  public static ModelSignature find(ModelSpec model, MetaGraphDef graph, TensorSpec tensors) {
    Map<String, SignatureDef> offered = new TreeMap<>(graph.getSignatureDefMap());
    offered.remove(INITIALISER);
    String chosen = model.signature();
    if (chosen.isEmpty()) {
      List<String> usable =
          offered.keySet().stream().filter(key -> isUsable(offered.get(key))).toList();
      boolean choice = usable.contains(DEFAULT) || usable.size() != 1;
      chosen = choice ? DEFAULT : usable.get(0);
    }
    SignatureDef signature = offered.get(chosen);
    if (signature == null) {
      throw refused(model, "has no signature '%s'".formatted(chosen), offered);
    }
    if (!isUsable(signature)) {
      throw refused(
          model,
          "has in signature '%s' not one image input (float32 or uint8 [batch, height, width, 3]) and one float32 output of 2 or 4 dimensions"
              .formatted(chosen),
          offered);
    }
    ModelSignature found =
        new ModelSignature(only(signature.getInputsMap()), vectorOutput(signature));
    found.check(model, tensors, offered);
    return found;
  }

  /** Images in every call, where the model fixes them; 0 where it does not. */
  public int fixedBatch() {
    TensorShapeProto shape = input.getTensorShape();
    return shape.getUnknownRank() ? 0 : (int) Math.max(0, shape.getDim(0).getSize());
  }

  /** Components of a vector, as far as the model says; 0 where it does not. */
  public int dimensions() {
    TensorShapeProto shape = output.getTensorShape();
    return shape.getUnknownRank()
        ? 0
        : (int) Math.max(0, shape.getDim(shape.getDimCount() - 1).getSize());
  }

  /** Whether the model takes intensities of 0..255 rather than of [0, 1]. */
  public TensorType inputType() {
    return input.getDtype() == DataType.DT_UINT8 ? TensorType.UINT8 : TensorType.FLOAT32;
  }

  private void check(ModelSpec model, TensorSpec tensors, Map<String, SignatureDef> offered) {
    TensorShapeProto shape = input.getTensorShape();
    if (!shape.getUnknownRank()
        && !(fits(shape, 1, tensors.height()) && fits(shape, 2, tensors.width()))) {
      throw refused(
          model,
          "does not take images of %d x %d pixels (height x width): set image_height and image_width to what it takes"
              .formatted(tensors.height(), tensors.width()),
          offered);
    }
    if (inputType() == TensorType.UINT8 && tensors.type() == TensorType.FLOAT32) {
      throw refused(
          model, "takes uint8, but the tensors are float32: set tensor_type to uint8", offered);
    }
  }

  private static boolean isUsable(SignatureDef signature) {
    if (signature.getInputsCount() != 1 || vectorOutputs(signature).size() != 1) {
      return false;
    }
    TensorInfo input = only(signature.getInputsMap());
    TensorShapeProto shape = input.getTensorShape();
    boolean image =
        shape.getUnknownRank()
            || (shape.getDimCount() == IMAGE_RANK && fits(shape, 3, TensorSpec.CHANNELS));
    return image
        && (input.getDtype() == DataType.DT_FLOAT || input.getDtype() == DataType.DT_UINT8);
  }

  private static List<TensorInfo> vectorOutputs(SignatureDef signature) {
    return signature.getOutputsMap().values().stream()
        .filter(output -> output.getDtype() == DataType.DT_FLOAT)
        .filter(
            output -> {
              TensorShapeProto shape = output.getTensorShape();
              return shape.getUnknownRank()
                  || shape.getDimCount() == VECTOR_RANK
                  || shape.getDimCount() == IMAGE_RANK;
            })
        .toList();
  }

  private static TensorInfo vectorOutput(SignatureDef signature) {
    return vectorOutputs(signature).get(0);
  }

  private static TensorInfo only(Map<String, TensorInfo> tensors) {
    return tensors.values().iterator().next();
  }

  private static boolean fits(TensorShapeProto shape, int dimension, int size) {
    long fixed = shape.getDim(dimension).getSize();
    return fixed < 0 || fixed == size;
  }

  private static UserException refused(
      ModelSpec model, String what, Map<String, SignatureDef> offered) {
    return UserException.badParameter(
        "model %s %s; it offers %s".formatted(model.uri(), what, SignatureText.of(offered)));
  }
}
