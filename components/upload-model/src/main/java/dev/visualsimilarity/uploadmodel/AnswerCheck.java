package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.Endpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.Polling;
import dev.visualsimilarity.vertexai.prediction.EmbeddingPredictions;
import dev.visualsimilarity.vertexai.prediction.OnlineEndpoint;
import dev.visualsimilarity.vertexai.prediction.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a deployment for the embedding of a small picture: it is there when it answers. */
final class AnswerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerCheck.class);

  private final VertexClients clients;
  private final ApiCalls calls;

  AnswerCheck(VertexClients clients, ApiCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  /**
   * Waits for an answer: a domain of its own may be known to name servers a while after the
   * deployment is done.
   *
   * @param dimensions of the model's vectors; 0: not known
   * @throws UserException if it is not an embedding of so many dimensions, or if none comes for as
   *     long as {@link Polling} goes on looking
   */
  void run(Endpoint endpoint, int dimensions) throws IOException {
    OnlineEndpoint online = OnlineEndpoint.of(endpoint);
    EmbeddingPredictions predictions =
        new EmbeddingPredictions(clients.predictions(online.domain(), online.id()), calls, online);
    List<byte[]> picture = List.of(picture());
    Prediction answer =
        Polling.until(
            "answer of " + endpoint.getName(),
            Duration.ZERO,
            () -> predictions.predict(picture).get(0),
            prediction -> true);
    if (answer.failure().isPresent()) {
      throw UserException.failed(
          "endpoint %s does not embed a picture: %s; the model is deployed there all the same, and billed until it is undeployed"
              .formatted(endpoint.getName(), answer.failure().get().message()));
    }
    int length = answer.embedding().length;
    if (dimensions > 0 && length != dimensions) {
      throw UserException.failed(
          "endpoint %s answers with %d dimensions, not the %d of the model; undeploy what else gets its traffic, or give another --endpoint"
              .formatted(endpoint.getName(), length, dimensions));
    }
    LOG.info("{} answers: an embedding has {} dimensions", endpoint.getName(), length);
  }

  private static byte[] picture() throws IOException {
    try (InputStream file = AnswerCheck.class.getResourceAsStream("probe.png")) {
      return file.readAllBytes();
    }
  }
}
