package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.tensors.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Looks in a signature for the input of images and the output of vectors. */
final class SignatureTensors {

  // What TF1 Hub modules call the output that is meant when none is named.
  private static final String DEFAULT_OUTPUT = "default";
  private static final int IMAGE_RANK = 4;
  private static final int VECTOR_RANK = 2;

  private final String problem;
  private final TensorInfo input;
  private final TensorInfo output;

  /**
   * Looks for those that {@code model} names, and for the only ones where it names none.
   *
   * @param model which is asked for
   * @param signature of the model
   */
  SignatureTensors(ModelSpec model, SignatureDef signature) {
    Map<String, TensorInfo> inputs = new TreeMap<>(signature.getInputsMap());
    Map<String, TensorInfo> outputs = new TreeMap<>(signature.getOutputsMap());
    List<String> vectors =
        outputs.keySet().stream().filter(name -> isVectors(outputs.get(name))).toList();
    String in =
        model.input().isEmpty() && inputs.size() == 1
            ? inputs.keySet().iterator().next()
            : model.input();
    String out = model.output().isEmpty() ? usual(vectors).orElse("") : model.output();
    this.problem =
        inputProblem(model, inputs, in)
            .or(() -> outputProblem(model, outputs, vectors, out))
            .orElse("");
    this.input = inputs.getOrDefault(in, TensorInfo.getDefaultInstance());
    this.output = outputs.getOrDefault(out, TensorInfo.getDefaultInstance());
  }

  /** Why the signature cannot be used; empty if it can. */
  String problem() {
    return problem;
  }

  TensorInfo input() {
    return input;
  }

  TensorInfo output() {
    return output;
  }

  private static Optional<String> usual(List<String> vectors) {
    if (vectors.size() == 1 || vectors.contains(DEFAULT_OUTPUT)) {
      return Optional.of(vectors.size() == 1 ? vectors.get(0) : DEFAULT_OUTPUT);
    }
    return Optional.empty();
  }

  private static Optional<String> inputProblem(
      ModelSpec model, Map<String, TensorInfo> inputs, String name) {
    if (inputs.isEmpty()) {
      return Optional.of("no input");
    }
    if (name.isEmpty()) {
      return Optional.of(
          "%d inputs (%s), and images only can be fed: export it with one input, or name that of the images with input_name if the others have defaults"
              .formatted(inputs.size(), String.join(", ", inputs.keySet())));
    }
    if (!inputs.containsKey(name)) {
      return Optional.of("no input '%s'".formatted(model.input()));
    }
    return isImages(inputs.get(name))
        ? Optional.empty()
        : Optional.of(
            "not one image input (float32 or uint8 [batch, height, width, 3]) but '%s'"
                .formatted(name));
  }

  private static Optional<String> outputProblem(
      ModelSpec model, Map<String, TensorInfo> outputs, List<String> vectors, String name) {
    if (vectors.isEmpty()) {
      return Optional.of("no float32 output of 2 or 4 dimensions");
    }
    if (name.isEmpty()) {
      return Optional.of(
          "several outputs that can be used, %s: choose one with output_name"
              .formatted(String.join(", ", vectors)));
    }
    if (!outputs.containsKey(name)) {
      return Optional.of("no output '%s'".formatted(model.output()));
    }
    return vectors.contains(name)
        ? Optional.empty()
        : Optional.of("in '%s' no float32 output of 2 or 4 dimensions".formatted(name));
  }

  private static boolean isImages(TensorInfo input) {
    TensorShapeProto shape = input.getTensorShape();
    boolean shaped =
        shape.getUnknownRank() || (shape.getDimCount() == IMAGE_RANK && hasChannels(shape));
    return shaped
        && (input.getDtype() == DataType.DT_FLOAT || input.getDtype() == DataType.DT_UINT8);
  }

  private static boolean hasChannels(TensorShapeProto shape) {
    long channels = shape.getDim(IMAGE_RANK - 1).getSize();
    return channels < 0 || channels == TensorSpec.CHANNELS;
  }

  private static boolean isVectors(TensorInfo output) {
    TensorShapeProto shape = output.getTensorShape();
    return output.getDtype() == DataType.DT_FLOAT
        && (shape.getUnknownRank()
            || shape.getDimCount() == VECTOR_RANK
            || shape.getDimCount() == IMAGE_RANK);
  }
}
