package dev.visualsimilarity.pipeline.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.io.StringReader;

/** Reads JSON that must be JSON: Gson's own parser takes much that is none. */
public final class StrictJson {

  private StrictJson() {}

  /**
   * Reads one value that fills the text.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static JsonElement parse(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement value = Json.COMPACT.getAdapter(JsonElement.class).read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("not JSON: text after the value");
      }
      return value;
    } catch (IOException | JsonParseException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
