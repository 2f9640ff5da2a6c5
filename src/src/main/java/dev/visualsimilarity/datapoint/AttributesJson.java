package dev.visualsimilarity.datapoint;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Gathers members while an object is read. */
  public static final class Builder {
    private final List<Restrict> restricts = new ArrayList<>();
    private final List<NumericRestrict> numericRestricts = new ArrayList<>();
    private String crowdingTag;

    /**
     * Reads the value of the member that was just named.
     *
     * @return false, and nothing read, if the member is none of the attributes
     * @throws IllegalArgumentException if the value breaks a rule of the format
     */
    public boolean read(String member, JsonReader json) throws IOException {
      switch (member) {
        case "restricts" -> {
          json.beginArray();
          while (json.hasNext()) {
            restricts.add(restrict(json));
          }
          json.endArray();
        }
        case "numeric_restricts" -> {
          json.beginArray();
          while (json.hasNext()) {
            numericRestricts.add(numericRestrict(json));
          }
          json.endArray();
        }
        case "crowding_tag" -> crowdingTag = json.nextString();
        default -> {
          return false;
        }
      }
      return true;
    }

    /** What was gathered. */
    public Attributes build() {
      return new Attributes(restricts, numericRestricts, Optional.ofNullable(crowdingTag));
    }
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

  private static Restrict restrict(JsonReader json) throws IOException {
    String namespace = "";
    List<String> allow = new ArrayList<>();
    List<String> deny = new ArrayList<>();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "namespace" -> namespace = json.nextString();
        case "allow" -> strings(json, allow);
        case "deny" -> strings(json, deny);
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new Restrict(namespace, allow, deny);
  }

  private static NumericRestrict numericRestrict(JsonReader json) throws IOException {
    String namespace = "";
    List<Number> values = new ArrayList<>();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "namespace" -> namespace = json.nextString();
        case "value_int" -> values.add(json.nextLong());
        case "value_float" -> values.add((float) json.nextDouble());
        case "value_double" -> values.add(json.nextDouble());
        case "op" ->
            throw new IllegalArgumentException("a numeric restrict of a datapoint has no op");
        default -> json.skipValue();
      }
    }
    json.endObject();
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "a numeric restrict has %d values, not one of value_int, value_float, value_double"
              .formatted(values.size()));
    }
    return new NumericRestrict(namespace, values.get(0));
  }

  private static void strings(JsonReader json, List<String> into) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.STRING) {
        throw new IllegalArgumentException("a token is not a string: " + json.peek());
      }
      into.add(json.nextString());
    }
    json.endArray();
  }
}
