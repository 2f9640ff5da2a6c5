package dev.visualsimilarity.pipeline.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file, or a JSON one, as a JSON tree. One document, no duplicate keys, no tags of a
 * programming language.
 */
public final class YamlFile {

  private YamlFile() {}

  /**
   * Reads the file's only document, which must be a map.
   *
   * @throws UserException if there is no such file or it is something else
   */
  public static JsonObject read(Path file) {
    return parse(file.toString(), text(file));
  }

  /**
   * Reads the only document of a text, as {@link #read} does.
   *
   * @param label what the text is called in messages
   */
  public static JsonObject parse(String label, String text) {
    List<Object> documents = documents(label, text);
    if (documents.size() != 1 || !(documents.get(0) instanceof Map<?, ?> map)) {
      throw UserException.badParameter(
          "%s is not one YAML map (documents in it: %d)".formatted(label, documents.size()));
    }
    return object(map);
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw UserException.badParameter(file + " is a directory, not a YAML file");
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw UserException.badParameter("no such file: " + file);
    } catch (MalformedInputException e) {
      throw UserException.badParameter(file + " is not a text file in UTF-8");
    } catch (IOException e) {
      throw UserException.badParameter("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static List<Object> documents(String label, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(label).setAllowDuplicateKeys(false).build();
    try {
      List<Object> documents = new ArrayList<>();
      new Load(settings).loadAllFromString(text).forEach(documents::add);
      return documents;
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
      throw UserException.badParameter(
          "%s%s is not YAML: %s".formatted(label, where, e.getProblem()));
    } catch (YamlEngineException e) {
      throw UserException.badParameter(label + " is not YAML: " + e.getMessage());
    }
  }

  private static JsonElement tree(Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof Iterable<?> items) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(tree(item)));
      return array;
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    return value instanceof Number number
        ? new JsonPrimitive(number)
        : new JsonPrimitive(value.toString());
  }

  private static JsonObject object(Map<?, ?> map) {
    JsonObject object = new JsonObject();
    map.forEach((key, value) -> object.add(String.valueOf(key), tree(value)));
    return object;
  }
}
