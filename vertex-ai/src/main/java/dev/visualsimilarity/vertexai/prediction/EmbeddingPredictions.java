package dev.visualsimilarity.vertexai.prediction;

import com.google.cloud.aiplatform.v1.PredictRequest;
import com.google.cloud.aiplatform.v1.PredictResponse;
import com.google.cloud.aiplatform.v1.PredictionServiceClient;
import com.google.protobuf.Value;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks an endpoint that the project's model server is deployed to. Thread safe. */
public final class EmbeddingPredictions {

  /** The model server takes no more in a request. */
  private static final int MOST_INSTANCES = 128;

  private static final int FRAME_BYTES = 1024;

  private final PredictionServiceClient client;
  private final ApiCalls calls;
  private final OnlineEndpoint endpoint;

  public EmbeddingPredictions(
      PredictionServiceClient client, ApiCalls calls, OnlineEndpoint endpoint) {
    this.client = client;
    this.calls = calls;
    this.endpoint = endpoint;
  }

  /**
   * Embeds images, in as few requests as their size allows.
   *
   * @param images the bytes of files
   * @return what became of them, in their order; one that fits in no request is {@code too_large}
   * @throws UserException if the endpoint does not answer, or is served by something else
   */
  public List<Prediction> predict(List<byte[]> images) {
    List<Prediction> predictions = new ArrayList<>();
    List<byte[]> request = new ArrayList<>();
    long bytes = FRAME_BYTES;
    for (byte[] image : images) {
      long more = PredictionValues.bytes(image);
      boolean tooLarge = FRAME_BYTES + more > endpoint.maxRequestBytes();
      if (tooLarge
          || bytes + more > endpoint.maxRequestBytes()
          || request.size() == MOST_INSTANCES) {
        predictions.addAll(ask(request));
        request.clear();
        bytes = FRAME_BYTES;
      }
      if (tooLarge) {
        predictions.add(tooLarge(image));
      } else {
        request.add(image);
        bytes += more;
      }
    }
    predictions.addAll(ask(request));
    return predictions;
  }

  private Prediction tooLarge(byte[] image) {
    String message =
        "a request to %s takes %d bytes, and this file of %d bytes has %d in base64; embed it with the model itself, without --endpoint (a smaller copy would have another embedding)"
            .formatted(
                endpoint.name(),
                endpoint.maxRequestBytes(),
                image.length,
                PredictionValues.bytes(image));
    return new Prediction(
        new float[0], Optional.of(new Prediction.Failure("read", "too_large", message)));
  }

  private List<Prediction> ask(List<byte[]> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    PredictRequest request =
        PredictRequest.newBuilder()
            .setEndpoint(endpoint.name())
            .addAllInstances(images.stream().map(PredictionValues::instance).toList())
            .build();
    PredictResponse response =
        calls.call("ask endpoint " + endpoint.name(), () -> client.predictCallable().call(request));
    List<Prediction> predictions = new ArrayList<>();
    for (Value value : response.getPredictionsList()) {
      PredictionValues.prediction(value).ifPresent(predictions::add);
    }
    if (predictions.size() != images.size()) {
      throw UserException.failed(
          "endpoint %s gives %d embeddings for %d images: model '%s' there is not served by this project's model server; deploy it with upload-model"
              .formatted(
                  endpoint.name(),
                  predictions.size(),
                  images.size(),
                  response.getModelDisplayName()));
    }
    return predictions;
  }
}
