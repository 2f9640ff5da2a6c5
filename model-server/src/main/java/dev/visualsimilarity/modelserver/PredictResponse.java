package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.ImageFailure;
import dev.visualsimilarity.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what is answered: {@code {"predictions":[{"embedding":[0.1,...]},...]}}, in the order of
 * the instances. An image that has no embedding has {@code {"error":{"stage":"decode",
 * "reason":"truncated","message":"..."}}} in its place, with the words of the rejects ledger: the
 * other images of the request are good all the same.
 */
final class PredictResponse {

  private PredictResponse() {}

  /** The predictions. */
  static String of(List<EmbeddedImage> images) {
    return Json.COMPACT.toJson(
        Map.of("predictions", images.stream().map(PredictResponse::prediction).toList()));
  }

  /** The body of an answer without predictions, as TensorFlow Serving has it. */
  static String error(String message) {
    return Json.COMPACT.toJson(Map.of("error", message));
  }

  private static Map<String, ?> prediction(EmbeddedImage image) {
    return image.failure().isPresent()
        ? Map.of("error", error(image.failure().get()))
        : Map.of("embedding", image.vector());
  }

  private static Map<String, String> error(ImageFailure failure) {
    Map<String, String> error = new TreeMap<>();
    error.put("stage", failure.stage().wireName());
    error.put("reason", failure.reason().wireName());
    error.put("message", failure.message());
    return error;
  }
}
