package dev.visualsimilarity.emulator.input;

import static dev.visualsimilarity.emulator.input.JsonRecordParser.require;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code restricts} and {@code numeric_restricts} of a record. */
final class RestrictsJson {

  private RestrictsJson() {}

  /** {@code [{"namespace": "color", "allow": ["red"], "deny": ["blue"]}]}. */
  static List<Restrict> tokens(JsonReader json) throws IOException, RecordException {
    List<Restrict> restricts = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    json.beginArray();
    while (json.hasNext()) {
      Restrict restrict = token(json);
      requireNew(namespaces, restrict.namespace());
      restricts.add(restrict);
    }
    json.endArray();
    return restricts;
  }

  /** {@code [{"namespace": "price", "value_float": 9.5}]}. */
  static List<NumericRestrict> numbers(JsonReader json) throws IOException, RecordException {
    List<NumericRestrict> restricts = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    json.beginArray();
    while (json.hasNext()) {
      NumericRestrict restrict = number(json);
      requireNew(namespaces, restrict.namespace());
      restricts.add(restrict);
    }
    json.endArray();
    return restricts;
  }

  private static Restrict token(JsonReader json) throws IOException, RecordException {
    String namespace = "";
    List<String> allow = List.of();
    List<String> deny = List.of();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "namespace" -> namespace = json.nextString();
        case "allow" -> allow = strings(json);
        case "deny" -> deny = strings(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    requireNamespace(namespace);
    return new Restrict(namespace, allow, deny);
  }

  private static List<String> strings(JsonReader json) throws IOException, RecordException {
    List<String> tokens = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      require(
          json.peek() == JsonToken.STRING,
          RecordErrorType.INVALID_TOKEN_VALUE,
          "a token must be a string, this is " + json.peek());
      String token = json.nextString();
      require(!token.isEmpty(), RecordErrorType.INVALID_TOKEN_VALUE, "a token is empty");
      tokens.add(token);
    }
    json.endArray();
    return tokens;
  }

  private static NumericRestrict number(JsonReader json) throws IOException, RecordException {
    String namespace = "";
    Optional<Number> value = Optional.empty();
    json.beginObject();
    while (json.hasNext()) {
      String member = json.nextName();
      switch (member) {
        case "namespace" -> namespace = json.nextString();
        case "value_int", "value_float", "value_double" -> {
          require(
              value.isEmpty(),
              RecordErrorType.MULTIPLE_VALUES,
              "a numeric restrict has more than one value");
          value = Optional.of(value(json, member));
        }
        case "op" ->
            throw new RecordException(
                RecordErrorType.OP_IN_DATAPOINT, "op belongs to queries, not to datapoints");
        default -> json.skipValue();
      }
    }
    json.endObject();
    requireNamespace(namespace);
    require(
        value.isPresent(),
        RecordErrorType.INVALID_NUMERIC_VALUE,
        "numeric restrict %s has none of value_int, value_float, value_double"
            .formatted(namespace));
    return new NumericRestrict(namespace, value.get());
  }

  private static Number value(JsonReader json, String member) throws IOException, RecordException {
    require(
        json.peek() == JsonToken.NUMBER,
        RecordErrorType.INVALID_NUMERIC_VALUE,
        "%s must be a number, it is %s".formatted(member, json.peek()));
    String text = json.nextString();
    Number value;
    try {
      value =
          switch (member) {
            case "value_int" -> Long.valueOf(text);
            case "value_float" -> Float.valueOf(text);
            default -> Double.valueOf(text);
          };
    } catch (NumberFormatException e) {
      throw new RecordException(
          RecordErrorType.INVALID_NUMERIC_VALUE, "%s cannot be %s".formatted(member, text));
    }
    require(
        Double.isFinite(value.doubleValue()),
        RecordErrorType.INVALID_NUMERIC_VALUE,
        "%s cannot be %s".formatted(member, text));
    return value;
  }

  private static void requireNamespace(String namespace) throws RecordException {
    require(!namespace.isEmpty(), RecordErrorType.NAMESPACE_MISSING, "a restrict has no namespace");
  }

  private static void requireNew(Set<String> namespaces, String namespace) throws RecordException {
    require(
        namespaces.add(namespace),
        RecordErrorType.DUPLICATE_NAMESPACE,
        "two restricts have the namespace " + namespace);
  }
}
