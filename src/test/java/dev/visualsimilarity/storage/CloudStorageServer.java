package dev.visualsimilarity.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visualsimilarity.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * As much of the JSON API of Cloud Storage as {@link CloudStorage} uses, over real HTTP on the
 * loopback address: object metadata, paged listing, ranged download, resumable upload, deletion.
 * Every bucket exists except {@code missing}.
 */
final class CloudStorageServer implements Closeable {

  private static final int PAGE_SIZE = 2;
  private static final Pattern OBJECT =
      Pattern.compile("/(?:download/)?storage/v1/b/([^/]+)/o/(.+)");
  private static final Pattern LIST = Pattern.compile("/storage/v1/b/([^/]+)/o");
  private static final Pattern UPLOAD = Pattern.compile("/upload/storage/v1/b/([^/]+)/o");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final HttpServer server;
  private volatile int refusal;
  private volatile String refusalText = "";

  CloudStorageServer() throws IOException {
    // Without it each small answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next {@code count} requests are answered 503. */
  void failNext(int count) {
    failures.set(count);
  }

  /** All requests are answered with a status and a body of this text. */
  void refuse(int status, String body) {
    refusalText = body;
    refusal = status;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        error(exchange, 503, "try again");
        return;
      }
      if (refusal != 0) {
        if (refusal == 401) {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"test\"");
        }
        send(exchange, refusal, refusalText);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      Matcher object = OBJECT.matcher(path);
      Matcher list = LIST.matcher(path);
      Matcher upload = UPLOAD.matcher(path);
      if (path.contains("/b/missing/")) {
        error(exchange, 404, "The specified bucket does not exist.");
      } else if (upload.matches()) {
        upload(exchange, upload.group(1), query, body);
      } else if (list.matches()) {
        list(exchange, list.group(1), query);
      } else if (object.matches()) {
        object(exchange, object.group(1) + "/" + object.group(2), query);
      } else {
        error(exchange, 400, "not served: " + path);
      }
    }
  }

  private void object(HttpExchange exchange, String key, Map<String, String> query)
      throws IOException {
    byte[] content = objects.get(key);
    if (content == null) {
      error(exchange, 404, "No such object: " + key);
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      objects.remove(key);
      exchange.sendResponseHeaders(204, -1);
    } else if ("media".equals(query.get("alt"))) {
      media(exchange, content);
    } else {
      json(exchange, metadata(key));
    }
  }

  private void media(HttpExchange exchange, byte[] content) throws IOException {
    Matcher range =
        RANGE.matcher(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse(""));
    int from = 0;
    int to = content.length;
    int status = 200;
    if (range.matches()) {
      from = Integer.parseInt(range.group(1));
      to = range.group(2).isEmpty() ? to : Math.min(to, Integer.parseInt(range.group(2)) + 1);
      status = from < content.length ? 206 : 416;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
    }
    byte[] part = status == 416 ? new byte[0] : Arrays.copyOfRange(content, from, to);
    exchange.sendResponseHeaders(status, part.length == 0 ? -1 : part.length);
    exchange.getResponseBody().write(part);
  }

  private void list(HttpExchange exchange, String bucket, Map<String, String> query)
      throws IOException {
    String prefix = bucket + "/" + query.getOrDefault("prefix", "");
    List<String> keys = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
    int to = Math.min(keys.size(), from + PAGE_SIZE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", keys.subList(from, to).stream().map(this::metadata).toList());
    if (to < keys.size()) {
      answer.put("nextPageToken", Integer.toString(to));
    }
    json(exchange, answer);
  }

  private void upload(HttpExchange exchange, String bucket, Map<String, String> query, byte[] body)
      throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      String id = Integer.toString(uploads.size());
      uploads.put(id, new ByteArrayOutputStream());
      String name = exchange.getRequestURI().getRawQuery().replaceFirst(".*name=([^&]*).*", "$1");
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              url() + "/upload/storage/v1/b/" + bucket + "/o?name=" + name + "&upload_id=" + id);
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    ByteArrayOutputStream bytes = uploads.get(query.get("upload_id"));
    bytes.write(body);
    if (exchange.getRequestHeaders().getFirst("Content-Range").endsWith("/*")) {
      exchange.getResponseHeaders().set("Range", "bytes=0-" + (bytes.size() - 1));
      exchange.sendResponseHeaders(308, -1);
      return;
    }
    String key = bucket + "/" + query.get("name");
    objects.put(key, bytes.toByteArray());
    json(exchange, metadata(key));
  }

  private Map<String, Object> metadata(String key) {
    int slash = key.indexOf('/');
    CRC32C crc = new CRC32C();
    crc.update(objects.get(key));
    byte[] crc32c = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Map.of(
        "kind", "storage#object",
        "bucket", key.substring(0, slash),
        "name", key.substring(slash + 1),
        "generation", "1",
        "crc32c", Base64.getEncoder().encodeToString(crc32c),
        "size", Integer.toString(objects.get(key).length));
  }

  private static void json(HttpExchange exchange, Object value) throws IOException {
    send(exchange, 200, Json.COMPACT.toJson(value));
  }

  private static void error(HttpExchange exchange, int code, String message) throws IOException {
    send(
        exchange,
        code,
        Json.COMPACT.toJson(Map.of("error", Map.of("code", code, "message", message))));
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(raw).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return values;
  }
}
