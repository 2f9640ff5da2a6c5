package dev.visualsimilarity.modelserver;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Asks a server of this machine as Vertex AI does.
 *
 * @param port of the server
 */
record TestClient(int port) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  /** Posts without saying how long the body is. */
  HttpResponse<String> postInChunks(String path, String body)
      throws IOException, InterruptedException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        request(path)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .build());
  }

  /** What comes back, header and all, to somebody who pauses in the middle of a body. */
  String postSlowly(String path, int bytes) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String header =
          "POST %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, bytes);
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[bytes / 2]);
      out.flush();
      Thread.sleep(300);
      out.write(new byte[bytes - bytes / 2]);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Predictions of pictures. */
  JsonArray predict(List<Path> pictures) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/predict", body(pictures));
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + ": " + response.body());
    }
    return json(response).getAsJsonArray("predictions");
  }

  static String body(List<Path> pictures) throws IOException {
    List<Object> instances = new ArrayList<>();
    for (Path picture : pictures) {
      instances.add(instance(Files.readAllBytes(picture)));
    }
    return Json.COMPACT.toJson(Map.of("instances", instances));
  }

  static Object instance(byte[] file) {
    return Map.of("image_bytes", Map.of("b64", Base64.getEncoder().encodeToString(file)));
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  static float[] embedding(JsonObject prediction) {
    JsonArray numbers = prediction.getAsJsonArray("embedding");
    float[] embedding = new float[numbers.size()];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = numbers.get(i).getAsFloat();
    }
    return embedding;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
