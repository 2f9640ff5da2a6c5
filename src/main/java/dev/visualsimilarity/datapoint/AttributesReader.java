package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers the members that {@link AttributesJson} names while an object is read. */
final class AttributesReader {

  private List<Restrict> restricts = List.of();
  private List<NumericRestrict> numericRestricts = List.of();
  private Optional<String> crowdingTag = Optional.empty();

  /** Reads the value of the member that was just named; skips it if it is no attribute. */
  void read(String member, JsonReader json) throws IOException, RecordException {
    switch (member) {
      case "restricts" -> restricts = restricts(json);
      case "numeric_restricts" -> numericRestricts = numericRestricts(json);
      case "crowding_tag" -> crowdingTag = crowdingTag(json);
      default -> json.skipValue();
    }
  }

  /** What was gathered. */
  Attributes attributes() {
    return new Attributes(restricts, numericRestricts, crowdingTag);
  }

  private static List<Restrict> restricts(JsonReader json) throws IOException, RecordException {
    List<Restrict> restricts = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    json.beginArray();
    while (json.hasNext()) {
      Restrict restrict = restrict(json);
      requireNew(namespaces, restrict.namespace());
      restricts.add(restrict);
    }
    json.endArray();
    return restricts;
  }

  private static List<NumericRestrict> numericRestricts(JsonReader json)
      throws IOException, RecordException {
    List<NumericRestrict> restricts = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    json.beginArray();
    while (json.hasNext()) {
      NumericRestrict restrict = numericRestrict(json);
      requireNew(namespaces, restrict.namespace());
      restricts.add(restrict);
    }
    json.endArray();
    return restricts;
  }

  private static Optional<String> crowdingTag(JsonReader json) throws IOException, RecordException {
    if (json.peek() != JsonToken.STRING) {
      throw refused(
          RecordErrorType.PARSING_ERROR, "crowding_tag must be a string, it is " + json.peek());
    }
    return Optional.of(json.nextString()).filter(tag -> !tag.isEmpty());
  }

  private static Restrict restrict(JsonReader json) throws IOException, RecordException {
    String namespace = "";
    List<String> allow = List.of();
    List<String> deny = List.of();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "namespace" -> namespace = json.nextString();
        case "allow" -> allow = tokens(json);
        case "deny" -> deny = tokens(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    requireNamespace(namespace);
    return new Restrict(namespace, allow, deny);
  }

  private static List<String> tokens(JsonReader json) throws IOException, RecordException {
    List<String> tokens = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.STRING) {
        throw refused(
            RecordErrorType.INVALID_TOKEN_VALUE, "a token is not a string: " + json.peek());
      }
      String token = json.nextString();
      if (token.isEmpty()) {
        throw refused(RecordErrorType.INVALID_TOKEN_VALUE, "a token is empty");
      }
      tokens.add(token);
    }
    json.endArray();
    return tokens;
  }

  private static NumericRestrict numericRestrict(JsonReader json)
      throws IOException, RecordException {
    String namespace = "";
    Optional<Number> value = Optional.empty();
    json.beginObject();
    while (json.hasNext()) {
      String member = json.nextName();
      switch (member) {
        case "namespace" -> namespace = json.nextString();
        case "value_int", "value_float", "value_double" -> {
          if (value.isPresent()) {
            throw refused(
                RecordErrorType.MULTIPLE_VALUES, "a numeric restrict has more than one value");
          }
          value = Optional.of(number(member, json));
        }
        case "op" ->
            throw refused(
                RecordErrorType.OP_IN_DATAPOINT,
                "a numeric restrict of a datapoint has no op; op belongs to queries");
        default -> json.skipValue();
      }
    }
    json.endObject();
    requireNamespace(namespace);
    if (value.isEmpty()) {
      throw refused(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          "numeric restrict '%s' has 0 values, not one of value_int, value_float, value_double"
              .formatted(namespace));
    }
    return new NumericRestrict(namespace, value.get());
  }

  private static Number number(String member, JsonReader json) throws IOException, RecordException {
    if (json.peek() != JsonToken.NUMBER) {
      throw refused(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          "%s must be a number, it is %s".formatted(member, json.peek()));
    }
    String text = json.nextString();
    try {
      Number value =
          switch (member) {
            case "value_int" -> Long.valueOf(text);
            case "value_float" -> Float.valueOf(text);
            default -> Double.valueOf(text);
          };
      if (Double.isFinite(value.doubleValue())) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is out of range.
    }
    throw refused(RecordErrorType.INVALID_NUMERIC_VALUE, "%s cannot be %s".formatted(member, text));
  }

  private static void requireNamespace(String namespace) throws RecordException {
    if (namespace.isEmpty()) {
      throw refused(RecordErrorType.NAMESPACE_MISSING, "a restrict has no namespace");
    }
  }

  private static void requireNew(Set<String> namespaces, String namespace) throws RecordException {
    if (!namespaces.add(namespace)) {
      throw refused(
          RecordErrorType.DUPLICATE_NAMESPACE,
          "namespace '%s' is there twice".formatted(namespace));
    }
  }
}
