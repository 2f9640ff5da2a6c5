package dev.visualsimilarity.modelserver;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.visualsimilarity.json.Json;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads the body of a prediction: {@code
 * {"instances":[{"image_bytes":{"b64":"..."}},...],"parameters":{}}}, UTF-8. There are no
 * parameters; unknown members are refused, so that nothing is left out that a client counts on.
 */
final class PredictRequest {

  /** Images in a request. */
  static final int MAX_INSTANCES = 128;

  private static final String FORM =
      "the body must be {\"instances\": [{\"image_bytes\": {\"b64\": \"BASE64 OF AN IMAGE FILE\"}},"
          + " ...]}";

  private PredictRequest() {}

  /**
   * Reads it.
   *
   * @return the image files, in their order
   * @throws RequestException naming the instance that is not as it must be
   */
  static List<byte[]> read(byte[] body) throws RequestException {
    Reader text = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
    List<byte[]> images = List.of();
    try (JsonReader json = new JsonReader(text)) {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "instances" -> images = instances(json);
          case "parameters" -> noParameters(json);
          default -> throw bad("unknown member " + json.getPath() + "; " + FORM);
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw bad("there is text after the JSON object; " + FORM);
      }
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw bad(problem(e) + "; " + FORM);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be read", e);
    }
    if (images.isEmpty()) {
      throw bad("there are no instances; " + FORM);
    }
    return images;
  }

  private static List<byte[]> instances(JsonReader json) throws IOException, RequestException {
    List<byte[]> images = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (images.size() == MAX_INSTANCES) {
        throw bad("more than %d instances; send several requests".formatted(MAX_INSTANCES));
      }
      images.add(decoded(member(json, "image_bytes", images.size()), images.size()));
    }
    json.endArray();
    return images;
  }

  /** The base64 text of an instance: {@code {"image_bytes": {"b64": "..."}}}. */
  private static String member(JsonReader json, String name, int index)
      throws IOException, RequestException {
    json.beginObject();
    String found = null;
    while (json.hasNext()) {
      String member = json.nextName();
      if (!member.equals(name) || found != null) {
        throw bad("instances[%d] has a member '%s'; %s".formatted(index, member, FORM));
      }
      found = name.equals("b64") ? json.nextString() : member(json, "b64", index);
    }
    json.endObject();
    if (found == null) {
      throw bad("instances[%d] has no %s; %s".formatted(index, name, FORM));
    }
    return found;
  }

  private static byte[] decoded(String base64, int index) throws RequestException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw bad("instances[%d].image_bytes.b64 is not base64: %s".formatted(index, e.getMessage()));
    }
  }

  private static void noParameters(JsonReader json) throws IOException, RequestException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return;
    }
    json.beginObject();
    if (json.hasNext()) {
      throw bad("unknown parameter '%s'; there are no parameters".formatted(json.nextName()));
    }
    json.endObject();
  }

  private static String problem(Exception e) {
    return Json.problem(new JsonParseException(e.getMessage()));
  }

  private static RequestException bad(String message) {
    return new RequestException(HttpURLConnection.HTTP_BAD_REQUEST, message);
  }
}
