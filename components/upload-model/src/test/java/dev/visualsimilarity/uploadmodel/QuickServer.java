package dev.visualsimilarity.uploadmodel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A container that is healthy at once and has the same prediction for every request's one image.
 */
final class QuickServer {

  private static final int DIMENSIONS = 128;

  private QuickServer() {}

  public static void main(String[] args) throws IOException {
    serve("{\"embedding\":[%s]}".formatted("0.5,".repeat(DIMENSIONS - 1) + "0.5"));
  }

  /** The same, of a model whose output cannot be used. */
  static final class WithoutEmbedding {

    private WithoutEmbedding() {}

    public static void main(String[] args) throws IOException {
      serve(
          "{\"error\":{\"stage\":\"extract\",\"reason\":\"not_finite\",\"message\":\"component 0 is"
              + " NaN\"}}");
    }
  }

  private static void serve(String prediction) throws IOException {
    Map<String, String> variables = System.getenv();
    int port = Integer.parseInt(variables.get("AIP_HTTP_PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answer(server, variables.get("AIP_HEALTH_ROUTE"), "{}");
    answer(
        server, variables.get("AIP_PREDICT_ROUTE"), "{\"predictions\":[%s]}".formatted(prediction));
    server.start();
    System.in.transferTo(OutputStream.nullOutputStream());
    server.stop(0);
  }

  private static void answer(HttpServer server, String route, String body) {
    server.createContext(
        route,
        exchange -> {
          try (HttpExchange open = exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            open.sendResponseHeaders(200, bytes.length);
            open.getResponseBody().write(bytes);
          }
        });
  }
}
