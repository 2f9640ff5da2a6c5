package dev.visualsimilarity.modelserver;

import com.sun.net.httpserver.HttpExchange;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for predictions, or says why there is no answer. Thread safe. */
final class Predictions {

  private static final Logger LOG = LoggerFactory.getLogger(Predictions.class);

  private final Admission admission;
  private final RequestBody bodies;
  private volatile boolean broken;

  Predictions(Admission admission, RequestBody bodies) {
    this.admission = admission;
    this.bodies = bodies;
  }

  /** Whether Java itself has failed here, as where it had no memory: nothing is sure then. */
  boolean isBroken() {
    return broken;
  }

  /** The predictions of a model for the images of a request. */
  Reply of(HttpExchange exchange, Embedder model) throws IOException {
    try {
      int bytes = bodies.announced(exchange);
      if (!admission.enter(bytes)) {
        return Reply.error(
            HttpURLConnection.HTTP_UNAVAILABLE,
            "too many requests are here already, or too many bytes of them; try again later");
      }
      try {
        return computed(bodies.read(exchange), model);
      } finally {
        admission.leave(bytes);
      }
    } catch (RequestException e) {
      return Reply.error(e.status(), e.getMessage());
    } catch (Error e) {
      broken = true;
      LOG.error("a prediction failed by an error of Java: the server ends", e);
      return Reply.failed(e);
    }
  }

  private Reply computed(byte[] body, Embedder model) throws RequestException {
    try {
      return admission.compute(
          () -> Reply.ok(PredictResponse.of(model.embed(PredictRequest.read(body)))));
    } catch (RequestException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(HttpURLConnection.HTTP_UNAVAILABLE, "the server is stopping");
    } catch (UserException e) {
      LOG.error("a prediction failed: {}", e.getMessage());
      return Reply.error(HttpURLConnection.HTTP_INTERNAL_ERROR, e.getMessage());
    } catch (Exception e) {
      LOG.error("a prediction failed", e);
      return Reply.error(HttpURLConnection.HTTP_INTERNAL_ERROR, String.valueOf(e.getMessage()));
    }
  }
}
