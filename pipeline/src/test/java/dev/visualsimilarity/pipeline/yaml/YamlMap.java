package dev.visualsimilarity.pipeline.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A mapping of a YAML document, read as it stands: the tests must not see it through the code under
 * test.
 */
record YamlMap(Map<?, ?> values) {

  /** Reads a file of exactly one document; a duplicate key is an error. */
  static YamlMap read(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    Object document = new Load(settings).loadFromString(Files.readString(file));
    return new YamlMap((Map<?, ?>) document);
  }

  /** The mapping at the end of a path of keys; empty where there is none. */
  YamlMap map(String... path) {
    return get(path).map(value -> new YamlMap((Map<?, ?>) value)).orElse(new YamlMap(Map.of()));
  }

  /** The text at the end of a path of keys. */
  Optional<String> text(String... path) {
    return get(path).map(String::valueOf);
  }

  /** The list of texts at the end of a path of keys; empty where there is none. */
  List<String> texts(String... path) {
    return get(path)
        .map(value -> ((List<?>) value).stream().map(String::valueOf).toList())
        .orElse(List.of());
  }

  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    values.keySet().forEach(key -> keys.add(String.valueOf(key)));
    return keys;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  private Optional<Object> get(String... path) {
    Object value = values;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Optional.ofNullable(value);
  }
}
