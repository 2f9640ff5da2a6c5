package dev.visualsimilarity.pipeline.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The comment at the top of a file, as the compiler of the SDK writes it. The SDK shows the third
 * line as the description; nothing may stand above.
 */
public final class Header {

  private static final Map<String, String> TYPES =
      Map.of(
          "STRING", "str",
          "NUMBER_INTEGER", "int",
          "NUMBER_DOUBLE", "float",
          "BOOLEAN", "bool",
          "LIST", "list",
          "STRUCT", "dict",
          "TASK_FINAL_STATUS", "PipelineTaskFinalStatus");

  private Header() {}

  /** The lines that belong at the top of the document. */
  public static List<String> of(Node document) {
    Node info = document.field("pipelineInfo");
    List<String> lines = new ArrayList<>();
    lines.add("# PIPELINE DEFINITION");
    lines.add("# Name: " + info.field("name").text());
    lines.add("# Description: " + info.field("description").text());
    Node root = document.field("root");
    add(lines, "# Inputs:", root.field("inputDefinitions"));
    add(lines, "# Outputs:", root.field("outputDefinitions"));
    return lines;
  }

  private static void add(List<String> lines, String title, Node definitions) {
    List<String> entries = new ArrayList<>();
    definitions
        .field("artifacts")
        .fields()
        .forEach(
            (name, artifact) ->
                entries.add(
                    entry(name, artifact.field("artifactType").field("schemaTitle").text())));
    definitions
        .field("parameters")
        .fields()
        .forEach((name, parameter) -> entries.add(entry(name, parameter(parameter))));
    if (!entries.isEmpty()) {
      lines.add(title);
      lines.addAll(entries);
    }
  }

  private static String entry(String name, String type) {
    return "#    " + name + ": " + type;
  }

  private static String parameter(Node parameter) {
    String type = TYPES.get(parameter.field("parameterType").text());
    return parameter
        .find("defaultValue")
        .map(value -> "%s [Default: %s]".formatted(type, value(value.value())))
        .orElse(type);
  }

  private static String value(JsonElement value) {
    if (value instanceof JsonArray items) {
      return items.asList().stream()
          .map(JsonElement::toString)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof JsonPrimitive text && text.isString()
        ? "'" + text.getAsString() + "'"
        : value.toString();
  }
}
