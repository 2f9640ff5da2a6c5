package dev.visualsimilarity.pipeline.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.nio.file.Path;
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
public record Node(String path, JsonElement value) {

  /**
   * A file's only document: its path is {@code NAME: }, and those of its fields go on from there.
   */
  public static Node document(Path file) {
    return new Node(file.getFileName() + ": ", YamlFile.read(file));
  }

  /** Whether something is there. */
  public boolean exists() {
    return value != null && !value.isJsonNull();
  }

  /** The field of that name, which may not exist. */
  public Node field(String name) {
    JsonElement field = exists() ? map().get(name) : null;
    return new Node(path.endsWith(": ") ? path + name : path + "." + name, field);
  }

  /** The field of that name, if it exists. */
  public Optional<Node> find(String name) {
    return Optional.of(field(name)).filter(Node::exists);
  }

  /** The fields in their order; none where nothing is. */
  public Map<String, Node> fields() {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (exists()) {
      map().keySet().forEach(name -> fields.put(name, field(name)));
    }
    return fields;
  }

  /** The items of a list; none where nothing is. */
  public List<Node> items() {
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

  /** The text that is there. */
  public String text() {
    if (!exists()) {
      throw error("is missing");
    }
    if (value instanceof JsonPrimitive text && text.isString() && !text.getAsString().isEmpty()) {
      return text.getAsString();
    }
    throw error("is not a text: " + value);
  }

  /** The items of a list as texts. */
  public List<String> texts() {
    return items().stream().map(Node::word).toList();
  }

  /** The number that is there. */
  public double number() {
    if (value instanceof JsonPrimitive number && number.isNumber()) {
      return number.getAsDouble();
    }
    throw error("is not a number: " + value);
  }

  /** Whether true is there. */
  public boolean flag() {
    return exists() && value.getAsBoolean();
  }

  /** Refuses fields that would change a run in a way that is not provided for. */
  public void only(String what, Set<String> known) {
    for (String name : fields().keySet()) {
      if (!known.contains(name)) {
        throw error("%s uses %s, which run does not support".formatted(what, name));
      }
    }
  }

  /** An error at this place. */
  public UserException error(String problem) {
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
