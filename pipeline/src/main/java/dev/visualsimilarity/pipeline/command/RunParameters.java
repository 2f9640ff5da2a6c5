package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import dev.visualsimilarity.pipeline.json.YamlFile;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Collects the parameters of a run and checks them against the pipeline's declarations. Later ones
 * win: defaults of the pipeline, a file of parameters, the command line. In parameters whose name
 * ends in {@code _uri}, relative paths are made absolute: they count from the folder of the file
 * that they stand in, or from the working directory.
 */
final class RunParameters {

  private final Map<String, InputParameter> declared;
  private final Map<String, JsonElement> values = new LinkedHashMap<>();
  private final Map<String, JsonElement> defaults;

  /**
   * Begins with the defaults.
   *
   * @param declared the pipeline's inputs
   * @param folder of the pipeline's file
   */
  RunParameters(Map<String, InputParameter> declared, Path folder) {
    this.declared = declared;
    declared.forEach(
        (name, input) ->
            input
                .defaultValue()
                .ifPresent(value -> values.put(name, LocalPaths.located(name, value, folder))));
    this.defaults = Map.copyOf(values);
  }

  /** Adds those of a file: a YAML or JSON map of parameters' names to values of their types. */
  void file(Path file) {
    all(YamlFile.read(file), file.toString(), file.toAbsolutePath().getParent());
  }

  /**
   * Adds those of a map; null is as if it were not there.
   *
   * @param source what messages call the map
   * @param folder that relative paths count from
   */
  void all(JsonObject map, String source, Path folder) {
    map.asMap()
        .forEach(
            (name, value) -> {
              InputParameter input = input(name);
              if (value.isJsonNull()) {
                return;
              }
              if (!input.type().accepts(value)) {
                String hint =
                    input.type() == ParameterType.STRING && value.isJsonPrimitive()
                        ? "; put it in quotes"
                        : "";
                throw mismatch(name, value.toString(), input.type(), hint + " in " + source);
              }
              values.put(name, LocalPaths.located(name, value, folder));
            });
  }

  /** Adds one of the command line, its value read as the parameter's type asks. */
  void text(String name, String text, Path workingDirectory) {
    ParameterType type = input(name).type();
    try {
      values.put(name, LocalPaths.located(name, value(type, text), workingDirectory));
    } catch (IllegalArgumentException e) {
      throw mismatch(name, text, type, hint(type));
    }
  }

  /** Sets a parameter if the pipeline has it and it is missing or empty so far. */
  void replaceEmpty(String name, String value) {
    if (lacks(name)) {
      values.put(name, new JsonPrimitive(value));
    }
  }

  /** Whether the pipeline has a parameter of that name that is missing or empty so far. */
  boolean lacks(String name) {
    return declared.containsKey(name) && (isEmpty(name) || !values.containsKey(name));
  }

  /** Whether the pipeline has a parameter of that name whose value is empty text. */
  boolean isEmpty(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(value -> value.equals(new JsonPrimitive("")))
        .isPresent();
  }

  /** Whether a parameter has the pipeline's own value. */
  boolean isDefault(String name) {
    return defaults.containsKey(name) && defaults.get(name).equals(values.get(name));
  }

  /** The values so far, defaults among them, in the order of the declarations. */
  Map<String, JsonElement> given() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * All values.
   *
   * @throws UserException that names all that are missing
   */
  Map<String, JsonElement> values() {
    List<String> missing =
        declared.keySet().stream()
            .filter(name -> declared.get(name).required() && !values.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw UserException.badParameter(
          "%s missing: the pipeline has no default; give %s"
              .formatted(
                  missing.size() == 1
                      ? "parameter " + missing.get(0) + " is"
                      : "parameters " + String.join(", ", missing) + " are",
                  missing.stream()
                      .map(name -> "--param %s=VALUE, %s".formatted(name, expected(name)))
                      .collect(Collectors.joining("; "))));
    }
    return Map.copyOf(values);
  }

  private String expected(String name) {
    return declared.get(name).type().description();
  }

  private InputParameter input(String name) {
    InputParameter input = declared.get(name);
    if (input == null) {
      String hint =
          Suggestion.closest(name, declared.keySet())
              .map(known -> "did you mean " + known + "?")
              .orElse("visual-similarity run --list-params lists those it has");
      throw UserException.badParameter(
          "the pipeline has no parameter %s; %s".formatted(name, hint));
    }
    return input;
  }

  private static JsonElement value(ParameterType type, String text) {
    String trimmed = text.strip();
    if (type == ParameterType.LIST && !trimmed.startsWith("[")) {
      return Json.COMPACT.toJsonTree(TextList.parse(text).values());
    }
    if (type == ParameterType.BOOLEAN) {
      return switch (trimmed.toLowerCase(Locale.ROOT)) {
        case "true" -> new JsonPrimitive(true);
        case "false" -> new JsonPrimitive(false);
        default -> throw new IllegalArgumentException(text);
      };
    }
    return type.parse(text);
  }

  /** How to write on a command line what has more than one part. */
  private static String hint(ParameterType type) {
    return switch (type) {
      case LIST -> "; write a,b or JSON, such as '[\"a\", \"b\"]'";
      case STRUCT -> "; write JSON, such as '{\"key\": \"value\"}'";
      default -> "";
    };
  }

  private static UserException mismatch(
      String name, String value, ParameterType type, String hint) {
    return UserException.badParameter(
        "parameter %s is %s, which is not %s%s"
            .formatted(name, value.isEmpty() ? "empty" : value, type.description(), hint));
  }
}
