package dev.visualsimilarity.savedmodel;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Signatures of a model for a person: {@code serving_default(images: float32[?, 224, 224, 3]) ->
 * (vectors: float32[?, 1280])}.
 */
final class SignatureText {

  private SignatureText() {}

  /** All of them, by name. */
  static String of(Map<String, SignatureDef> signatures) {
    if (signatures.isEmpty()) {
      return "no signature";
    }
    return new TreeMap<>(signatures)
        .entrySet().stream()
            .map(entry -> entry.getKey() + of(entry.getValue()))
            .collect(Collectors.joining("; "));
  }

  private static String of(SignatureDef signature) {
    return "(%s) -> (%s)"
        .formatted(tensors(signature.getInputsMap()), tensors(signature.getOutputsMap()));
  }

  private static String tensors(Map<String, TensorInfo> tensors) {
    return new TreeMap<>(tensors)
        .entrySet().stream()
            .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String of(TensorInfo tensor) {
    TensorShapeProto shape = tensor.getTensorShape();
    if (shape.getUnknownRank()) {
      return of(tensor.getDtype());
    }
    return of(tensor.getDtype())
        + shape.getDimList().stream()
            .map(dimension -> dimension.getSize() < 0 ? "?" : Long.toString(dimension.getSize()))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String of(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      default -> type.name().replace("DT_", "").toLowerCase(Locale.ROOT);
    };
  }
}
