package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.Value.KindCase;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a JSON object that came as a {@link Struct}: numbers may be numbers or strings, names
 * camelCase or snake_case. A member that nobody asks for is an error.
 */
final class MetadataReader {
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

  private final String path;
  private final Map<String, Value> members = new HashMap<>();

  /**
   * Reads one object.
   *
   * @param path where it is, for messages, such as {@code metadata.config}
   * @param allowed its members in camelCase
   */
  MetadataReader(String path, Struct struct, Set<String> allowed) {
    this.path = path;
    struct
        .getFieldsMap()
        .forEach(
            (name, value) -> {
              String camel =
                  UNDERSCORE.matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
              if (!allowed.contains(camel)) {
                throw ApiErrors.invalidArgument(
                    "%s.%s is unknown; allowed are %s", path, name, new TreeSet<>(allowed));
              }
              if (value.getKindCase() != KindCase.NULL_VALUE) {
                members.put(camel, value);
              }
            });
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  Optional<String> text(String name) {
    return member(name, KindCase.STRING_VALUE, "a string").map(Value::getStringValue);
  }

  boolean flag(String name) {
    return member(name, KindCase.BOOL_VALUE, "true or false")
        .map(Value::getBoolValue)
        .orElse(false);
  }

  Optional<Struct> object(String name) {
    return member(name, KindCase.STRUCT_VALUE, "an object").map(Value::getStructValue);
  }

  Optional<Double> number(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    Value value = members.get(name);
    if (value.getKindCase() == KindCase.NUMBER_VALUE) {
      return Optional.of(value.getNumberValue());
    }
    try {
      return Optional.of(Double.valueOf(value.getStringValue().strip()));
    } catch (NumberFormatException e) {
      throw ApiErrors.invalidArgument("%s.%s must be a number", path, name);
    }
  }

  /** A whole number of at least 1. */
  Optional<Integer> count(String name) {
    return number(name).map(value -> count(name, value));
  }

  private int count(String name, double value) {
    if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
      throw ApiErrors.invalidArgument(
          "%s.%s must be a whole number of at least 1, it is %s", path, name, value);
    }
    return (int) value;
  }

  private Optional<Value> member(String name, KindCase kind, String description) {
    Optional<Value> value = Optional.ofNullable(members.get(name));
    if (value.isPresent() && value.get().getKindCase() != kind) {
      throw ApiErrors.invalidArgument("%s.%s must be %s", path, name, description);
    }
    return value;
  }
}
