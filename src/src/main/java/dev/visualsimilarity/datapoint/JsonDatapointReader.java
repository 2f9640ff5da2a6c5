package dev.visualsimilarity.datapoint;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;

/**
 * Reads records of {@link JsonDatapointWriter}'s format, one line each. Unknown members are
 * skipped.
 */
public final class JsonDatapointReader {

  private static final int FIRST_CAPACITY = 1024;

  private JsonDatapointReader() {}

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException saying what is wrong with the line
   */
  public static Datapoint parse(String line) {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      Datapoint datapoint = record(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("more than one JSON value on the line");
      }
      return datapoint;
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException("not a record of index data: " + e.getMessage(), e);
    }
  }

  private static Datapoint record(JsonReader json) throws IOException {
    String id = "";
    float[] vector = new float[0];
    AttributesJson.Builder attributes = new AttributesJson.Builder();
    json.beginObject();
    while (json.hasNext()) {
      String member = json.nextName();
      switch (member) {
        case "id" -> id = json.nextString();
        case "embedding" -> vector = floats(json);
        default -> {
          if (!attributes.read(member, json)) {
            json.skipValue();
          }
        }
      }
    }
    json.endObject();
    if (vector.length == 0) {
      throw new IllegalArgumentException("record '%s' has no embedding".formatted(id));
    }
    return new Datapoint(id, vector, attributes.build());
  }

  private static float[] floats(JsonReader json) throws IOException {
    float[] values = new float[FIRST_CAPACITY];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      // By way of the text: a double in between would round twice.
      values[count++] = Float.parseFloat(json.nextString());
    }
    json.endArray();
    return Arrays.copyOf(values, count);
  }
}
