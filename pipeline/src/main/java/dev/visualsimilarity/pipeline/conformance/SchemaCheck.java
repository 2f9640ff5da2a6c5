package dev.visualsimilarity.pipeline.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Shape.Message;
import dev.visualsimilarity.pipeline.json.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks that a document has only fields that are known, each of its type, as protojson does. */
final class SchemaCheck {

  /**
   * Fields that one service knows and the other refuses or passes over, and why not to use them.
   */
  private static final Map<String, String> NOT_PORTABLE =
      Map.of(
          "artifactIterator", "Kubeflow Pipelines does not implement it; loop over parameters",
          "importer", "run does not support it; pass the URI as a parameter",
          "resolver", "Kubeflow Pipelines does not implement it",
          "customJob", "only Vertex AI Pipelines runs it",
          "lifecycle", "Kubeflow Pipelines does not implement it",
          "cacheKey", "only newer Kubeflow Pipelines know it",
          "literals", "only newer Kubeflow Pipelines know it",
          "type", "it is of schema 2.0.0; write parameterType",
          "schemaUri", "Kubeflow Pipelines does not support it; write schemaTitle",
          "platforms", "Vertex AI Pipelines does not take it");

  private SchemaCheck() {}

  /**
   * Checks a place and all below it.
   *
   * @throws UserException that names the first place that does not fit
   */
  static void check(Node node, Shape shape) {
    if (shape instanceof Message message) {
      message(node, message);
    } else if (shape instanceof Shape.Items list) {
      node.items().forEach(item -> check(item, list.of()));
    } else if (shape instanceof Shape.Entries map) {
      object(node).values().forEach(entry -> check(entry, map.of()));
    } else if (!fits(node.value(), shape)) {
      throw node.error("is %s; it must be %s".formatted(node.value(), wanted(shape)));
    }
  }

  private static void message(Node node, Message message) {
    Map<String, Node> fields = object(node);
    fields.forEach(
        (name, field) -> {
          Shape shape = message.fields().get(name);
          if (shape == null) {
            throw unknown(field, name, message);
          }
          check(field, shape);
        });
    if (!message.oneOf().isEmpty()
        && fields.keySet().stream().filter(message.oneOf()::contains).count() != 1) {
      throw node.error("must have exactly one of " + list(message.oneOf()));
    }
  }

  private static Map<String, Node> object(Node node) {
    if (!node.exists() || !node.value().isJsonObject()) {
      throw node.error("is not a map");
    }
    return node.fields();
  }

  private static UserException unknown(Node field, String name, Message message) {
    String reason = NOT_PORTABLE.get(name);
    return field.error(
        reason != null
            ? "is not portable: " + reason
            : "is not a field of %s, which has %s"
                .formatted(message.name(), list(message.fields().keySet())));
  }

  private static boolean fits(JsonElement value, Shape shape) {
    if (shape instanceof Shape.Any) {
      return value != null && !value.isJsonNull();
    }
    if (!(value instanceof JsonPrimitive primitive)) {
      return false;
    }
    if (shape instanceof Shape.Text text) {
      return primitive.isString()
          && (text.allowed().isEmpty() || text.allowed().contains(primitive.getAsString()));
    }
    if (shape instanceof Shape.Numeric number) {
      return primitive.isNumber()
          && (!number.whole() || primitive.getAsDouble() == Math.rint(primitive.getAsDouble()));
    }
    return primitive.isBoolean();
  }

  private static String wanted(Shape shape) {
    if (shape instanceof Shape.Text text) {
      return text.allowed().isEmpty() ? "a text; quote it" : "one of " + list(text.allowed());
    }
    if (shape instanceof Shape.Numeric number) {
      return number.whole() ? "a whole number" : "a number";
    }
    return shape instanceof Shape.Any ? "a value" : "true or false";
  }

  private static String list(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
