package dev.visualsimilarity.benchmarks.data;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The SavedModel to measure with: its {@code serving_default} takes a batch of float32 images.
 *
 * @param folder of the SavedModel
 * @param input name of the tensor of the images
 * @param output name of the tensor of the vectors
 * @param spec of an image
 */
public record Model(Path folder, String input, String output, TensorSpec spec) {

  private static final String SIGNATURE = "serving_default";
  private static final int USUAL_SIDE = 224;

  /**
   * Looks a model up.
   *
   * @throws UserException if it is not of the kind that the benchmark can feed
   */
  public static Model open(Path folder) {
    try (SavedModelBundle bundle =
        SavedModelBundle.loader(folder.toString()).withTags(SavedModelBundle.DEFAULT_TAG).load()) {
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SIGNATURE);
      if (signature == null
          || signature.getInputsCount() != 1
          || signature.getOutputsCount() != 1
          || input(signature).getDtype() != DataType.DT_FLOAT
          || input(signature).getTensorShape().getDimCount() != 4
          || input(signature).getTensorShape().getDim(0).getSize() > 0) {
        throw UserException.badParameter(
            "the signature %s of model %s does not take float32 batches of any size; name a model whose signature does"
                .formatted(SIGNATURE, folder));
      }
      TensorShapeProto shape = input(signature).getTensorShape();
      return new Model(
          folder,
          input(signature).getName(),
          signature.getOutputsMap().values().iterator().next().getName(),
          new TensorSpec(TensorType.FLOAT32, side(shape, 1), side(shape, 2)));
    }
  }

  private static TensorInfo input(SignatureDef signature) {
    return signature.getInputsMap().values().iterator().next();
  }

  private static int side(TensorShapeProto shape, int dimension) {
    long side = shape.getDim(dimension).getSize();
    return side > 0 ? (int) side : USUAL_SIDE;
  }
}
