package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place in the IR: its value and how to call it in a message.
 *
 * @param path such as {@code pipeline.yaml: root.dag.tasks.preprocess}
 * @param value what is there; null where nothing is
 */
record Node(String path, JsonElement value) {

  boolean exists() {
    return value != null && !value.isJsonNull();
  }

  /** The field of that name, which may not exist. */
  Node field(String name) {
    JsonElement field = exists() ? map().get(name) : null;
    return new Node(path.endsWith(": ") ? path + name : path + "." + name, field);
  }

  Optional<Node> find(String name) {
    return Optional.of(field(name)).filter(Node::exists);
  }

  /** The fields in their order; none where nothing is. */
  Map<String, Node> fields() {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (exists()) {
      map().keySet().forEach(name -> fields.put(name, field(name)));
    }
    return fields;
  }

  List<Node> items() {
    List<Node> items = new ArrayList<>();
    if (exists()) {
      if (!value.isJsonArray()) {
        throw error("is not a list");
      }
      for (JsonElement item : value.getAsJsonArray()) {
        items.add(new Node(path + "[" + items.size() + "]", item));
      }
    }
    return items;
  }

  String text() {
    if (!exists()) {
      throw error("is missing");
    }
    if (value instanceof JsonPrimitive text && text.isString() && !text.getAsString().isEmpty()) {
      return text.getAsString();
    }
    throw error("is not a text: " + value);
  }

  List<String> texts() {
    return items().stream().map(Node::word).toList();
  }

  boolean flag() {
    return exists() && value.getAsBoolean();
  }

  /** Refuses fields that would change a run in a way that is not provided for. */
  void only(String what, Set<String> known) {
    for (String name : fields().keySet()) {
      if (!known.contains(name)) {
        throw error("%s uses %s, which run does not support".formatted(what, name));
      }
    }
  }

  UserException error(String problem) {
    return UserException.badParameter(path + " " + problem);
  }

  /** Like {@link #text()}, but words of a command may be empty or look like numbers. */
  private String word() {
    if (value instanceof JsonPrimitive primitive) {
      return primitive.getAsString();
    }
    throw error("is not a text; quote it if it is: " + value);
  }

  private JsonObject map() {
    if (!value.isJsonObject()) {
      throw error("is not a map");
    }
    return value.getAsJsonObject();
  }
}
