package dev.visualsimilarity.queryindex.embedding;

import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.EndpointServiceClient;
import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.embedding.ImageFailure;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.prediction.EmbeddingPredictions;
import dev.visualsimilarity.vertexai.prediction.OnlineEndpoint;
import dev.visualsimilarity.vertexai.prediction.Prediction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Embeds images by asking the endpoint that the project's model server is deployed to. */
public final class EndpointEmbedder implements Embedder {

  private final VertexClients clients;
  private final EmbeddingPredictions predictions;

  private EndpointEmbedder(VertexClients clients, EmbeddingPredictions predictions) {
    this.clients = clients;
    this.predictions = predictions;
  }

  /**
   * Finds an endpoint.
   *
   * @param name its resource name
   * @throws dev.visualsimilarity.error.UserException if it is not there, or has no model
   */
  public static EndpointEmbedder open(ApiEndpoint api, String name) {
    VertexClients clients = new VertexClients(api);
    ApiCalls calls = new ApiCalls(api);
    try {
      EndpointServiceClient endpoints = clients.endpoints();
      Endpoint endpoint = calls.call("read endpoint " + name, () -> endpoints.getEndpoint(name));
      OnlineEndpoint online = OnlineEndpoint.of(endpoint);
      return new EndpointEmbedder(
          clients,
          new EmbeddingPredictions(
              clients.predictions(online.domain(), online.id()), calls, online));
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  @Override
  public List<EmbeddedImage> embed(List<byte[]> files) {
    return predictions.predict(files).stream().map(EndpointEmbedder::embedded).toList();
  }

  @Override
  public void close() {
    clients.close();
  }

  private static EmbeddedImage embedded(Prediction prediction) {
    return prediction
        .failure()
        .map(
            failure ->
                EmbeddedImage.failed(
                    new ImageFailure(
                        constant(Stage.values(), failure.stage(), Stage.EXTRACT),
                        constant(RejectReason.values(), failure.reason(), RejectReason.CORRUPT),
                        failure.message())))
        .orElseGet(() -> EmbeddedImage.of(prediction.embedding()));
  }

  /** A server of a later release may have other words. */
  private static <T extends Enum<T>> T constant(T[] all, String wireName, T otherwise) {
    return Arrays.stream(all)
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wireName))
        .findFirst()
        .orElse(otherwise);
  }
}
