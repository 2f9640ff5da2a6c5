package dev.visualsimilarity.savedmodel.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A web server of one file, with an ETag or a date, ranges and the faults that a test wants. */
final class ModelServer implements AutoCloseable {

  private final HttpServer server;
  private final Deque<Integer> faults = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private byte[] content;
  private String version = "";
  private String type = "application/x-tar";

  ModelServer(byte[] content) throws IOException {
    this.content = content.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** What is served, and its version: an ETag, in quotes, or the date of its last change. */
  synchronized void content(byte[] newContent, String newVersion, String newType) {
    content = newContent.clone();
    version = newVersion;
    type = newType;
  }

  /** The next answers: a status of 400 and more, or so many bytes before the connection breaks. */
  synchronized void failNext(int... statusesOrBytes) {
    for (int fault : statusesOrBytes) {
      faults.add(fault);
    }
  }

  /** What was asked for: target, range and condition. */
  synchronized List<String> requests() {
    return new ArrayList<>(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String range = header(exchange, "Range");
    String condition = header(exchange, "If-None-Match") + header(exchange, "If-Modified-Since");
    requests.add((exchange.getRequestURI() + " " + range + condition).strip());
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/moved.tar.gz")) {
        exchange.getResponseHeaders().set("Location", url("/model.tar.gz"));
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      int fault = faults.isEmpty() ? Integer.MAX_VALUE : faults.remove();
      if (fault >= 400 && fault < 600) {
        exchange.sendResponseHeaders(fault, -1);
        return;
      }
      if (!version.isEmpty()) {
        exchange
            .getResponseHeaders()
            .set(version.startsWith("\"") ? "ETag" : "Last-Modified", version);
      }
      if (!condition.isEmpty() && condition.equals(version)) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      boolean rest = !range.isEmpty() && header(exchange, "If-Range").equals(version);
      int from = rest ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(rest ? 206 : 200, content.length - from);
      exchange.getResponseBody().write(content, from, Math.min(fault, content.length - from));
      exchange.getResponseBody().flush();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
