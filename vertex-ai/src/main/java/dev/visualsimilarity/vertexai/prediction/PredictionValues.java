package dev.visualsimilarity.vertexai.prediction;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Images and predictions as values of the API, in the form of the project's model server. */
final class PredictionValues {

  /**
   * As many digits as every double keeps: those of a float's text, nine at most, are among them.
   */
  private static final MathContext DIGITS = new MathContext(15);

  /** Quotes, braces and names around the base64 text, with something to spare. */
  private static final int FRAME_BYTES = 64;

  private PredictionValues() {}

  /** {@code {"image_bytes": {"b64": "..."}}}. */
  static Value instance(byte[] image) {
    String base64 = Base64.getEncoder().encodeToString(image);
    Value text = Value.newBuilder().setStringValue(base64).build();
    return object("image_bytes", object("b64", text));
  }

  /** What an image takes of a request. */
  static long bytes(byte[] image) {
    return (image.length + 2L) / 3 * 4 + FRAME_BYTES;
  }

  /** {@code {"embedding": [...]}} or {@code {"error": {...}}}; nothing for any other. */
  static Optional<Prediction> prediction(Value value) {
    Struct fields = value.getStructValue();
    if (fields.containsFields("error")) {
      return Optional.of(new Prediction(new float[0], Optional.of(error(fields))));
    }
    List<Value> numbers =
        fields
            .getFieldsOrDefault("embedding", Value.getDefaultInstance())
            .getListValue()
            .getValuesList();
    if (numbers.isEmpty() || !numbers.stream().allMatch(Value::hasNumberValue)) {
      return Optional.empty();
    }
    float[] embedding = new float[numbers.size()];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = component(numbers.get(i).getNumberValue());
    }
    return Optional.of(new Prediction(embedding, Optional.empty()));
  }

  /**
   * The float whose text the server wrote. A cast may give its neighbor: it rounds what was rounded
   * to a double.
   */
  private static float component(double value) {
    return Float.parseFloat(new BigDecimal(value, DIGITS).toString());
  }

  private static Prediction.Failure error(Struct prediction) {
    Struct error = prediction.getFieldsOrThrow("error").getStructValue();
    return new Prediction.Failure(
        text(error, "stage"), text(error, "reason"), text(error, "message"));
  }

  private static String text(Struct fields, String name) {
    return fields.getFieldsOrDefault(name, Value.getDefaultInstance()).getStringValue();
  }

  private static Value object(String name, Value value) {
    return Value.newBuilder().setStructValue(Struct.newBuilder().putFields(name, value)).build();
  }
}
