package dev.visualsimilarity.modelserver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

/**
 * What is sent back.
 *
 * @param status of HTTP
 * @param body JSON
 * @param last whether the server has failed, and is to end once this is sent
 */
record Reply(int status, String body, boolean last) {

  private static final int NO_BODY = -1;

  static Reply ok(String body) {
    return new Reply(HttpURLConnection.HTTP_OK, body, false);
  }

  static Reply error(int status, String message) {
    return new Reply(status, PredictResponse.error(message), false);
  }

  static Reply failed(Error error) {
    return new Reply(
        HttpURLConnection.HTTP_INTERNAL_ERROR, PredictResponse.error(error.toString()), true);
  }

  /** Sends it; what is unavailable is worth another try a second later. */
  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status == HttpURLConnection.HTTP_UNAVAILABLE) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? NO_BODY : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
