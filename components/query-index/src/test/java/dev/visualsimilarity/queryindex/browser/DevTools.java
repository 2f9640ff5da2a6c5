package dev.visualsimilarity.queryindex.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to a browser's page by the Chrome DevTools protocol. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final long TIMEOUT_SECONDS = 60;

  private final Map<Integer, CompletableFuture<JsonObject>> replies = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DevTools(URI address) throws Exception {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, this)
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Calls a method and waits for its result. */
  JsonObject call(String method, Map<String, ?> parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> reply = new CompletableFuture<>();
    replies.put(id, reply);
    Map<String, ?> request = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(Json.COMPACT.toJson(request), true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    JsonObject answer = reply.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.getAsJsonObject("result");
  }

  /** The parameters of all events of a kind that came so far. */
  List<JsonObject> events(String method) {
    return events.stream()
        .filter(event -> event.get("method").getAsString().equals(method))
        .map(event -> event.getAsJsonObject("params"))
        .toList();
  }

  void forgetEvents() {
    events.clear();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonObject json = JsonParser.parseString(message.toString()).getAsJsonObject();
      message.setLength(0);
      if (json.has("id")) {
        replies.remove(json.get("id").getAsInt()).complete(json);
      } else {
        events.add(json);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
