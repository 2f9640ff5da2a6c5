package dev.visualsimilarity.testing;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared.
record Reply(int status, Map<String, String> headers, byte[] body) {

  private static final Gson GSON = new Gson();

  static Reply empty(int status, Map<String, String> headers) {
    return new Reply(status, headers, new byte[0]);
  }

  static Reply json(int status, Object value) {
    return text(status, "application/json", GSON.toJson(value));
  }

  static Reply text(int status, String type, String text) {
    return new Reply(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  static Reply error(int status, String message) {
    return json(status, Map.of("error", Map.of("code", status, "message", message)));
  }
}
