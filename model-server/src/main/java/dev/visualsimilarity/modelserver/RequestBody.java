package dev.visualsimilarity.modelserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests, or lets their senders finish them: one whose connection is closed
 * while it sends does not see the answer. Thread safe.
 */
final class RequestBody {

  /** Requests whose bodies are read for nothing at a time; others are closed. */
  static final int DISCARDED_AT_A_TIME = 16;

  /** What is read of a body for nothing. */
  private static final long MOST_DISCARDED = 64L << 20;

  private static final int BUFFER = 1 << 16;

  private final int most;
  private final Semaphore discards = new Semaphore(DISCARDED_AT_A_TIME);

  /**
   * @param most bytes that a body may have
   */
  RequestBody(int most) {
    this.most = most;
  }

  /**
   * How many bytes a body may bring.
   *
   * @throws RequestException if it says that they are too many
   */
  int announced(HttpExchange exchange) throws RequestException {
    Headers headers = exchange.getRequestHeaders();
    String length = headers.getFirst("Content-Length");
    // A body in chunks keeps to no length that stands beside it.
    if (length == null || headers.containsKey("Transfer-Encoding")) {
      return most;
    }
    long bytes = Long.parseLong(length);
    if (bytes > most) {
      throw tooLarge();
    }
    return Math.toIntExact(Math.max(0, bytes));
  }

  /**
   * Reads a body.
   *
   * @throws RequestException if it is too large
   */
  byte[] read(HttpExchange exchange) throws IOException, RequestException {
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length > most) {
      throw tooLarge();
    }
    return body;
  }

  /** Reads what is left of a body, to its end if that is not too far. */
  void discard(HttpExchange exchange) throws IOException {
    if (!discards.tryAcquire()) {
      return;
    }
    try {
      // Skipping would leave the end of the body out of account.
      InputStream body = exchange.getRequestBody();
      byte[] buffer = new byte[BUFFER];
      int count = body.read(buffer);
      for (long left = MOST_DISCARDED; count >= 0 && left > 0; left -= count) {
        count = body.read(buffer);
      }
    } finally {
      discards.release();
    }
  }

  private RequestException tooLarge() {
    return new RequestException(
        HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
        "the request has more than %d bytes; send fewer or smaller images in it".formatted(most));
  }
}
