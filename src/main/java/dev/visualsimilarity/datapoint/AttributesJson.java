package dev.visualsimilarity.datapoint;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * The attributes of a datapoint as members of a JSON object, named as the index data of Vertex AI
 * Vector Search names them: {@code restricts}, {@code numeric_restricts}, {@code crowding_tag}.
 * What is empty is left out.
 */
public final class AttributesJson {

  private AttributesJson() {}

  /** Writes the members into the object that is open. */
  public static void write(JsonWriter json, Attributes attributes) throws IOException {
    if (!attributes.restricts().isEmpty()) {
      json.name("restricts").beginArray();
      for (Restrict restrict : attributes.restricts()) {
        json.beginObject().name("namespace").value(restrict.namespace());
        tokens(json, "allow", restrict.allow());
        tokens(json, "deny", restrict.deny());
        json.endObject();
      }
      json.endArray();
    }
    if (!attributes.numericRestricts().isEmpty()) {
      json.name("numeric_restricts").beginArray();
      for (NumericRestrict restrict : attributes.numericRestricts()) {
        json.beginObject().name("namespace").value(restrict.namespace());
        json.name(valueField(restrict.value())).value(restrict.value());
        json.endObject();
      }
      json.endArray();
    }
    if (attributes.crowdingTag().isPresent()) {
      json.name("crowding_tag").value(attributes.crowdingTag().get());
    }
  }

  /**
   * Reads a text that is an object of these members; others are skipped.
   *
   * @throws RecordException saying what is wrong with the text
   */
  public static Attributes read(String text) throws RecordException {
    AttributesReader attributes = new AttributesReader();
    RecordJson.read(text, attributes::read);
    return attributes.attributes();
  }

  private static void tokens(JsonWriter json, String name, List<String> tokens) throws IOException {
    if (tokens.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    for (String token : tokens) {
      json.value(token);
    }
    json.endArray();
  }

  private static String valueField(Number value) {
    if (value instanceof Long) {
      return "value_int";
    }
    return value instanceof Float ? "value_float" : "value_double";
  }
}
