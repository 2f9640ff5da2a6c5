package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files and folders of this machine that the parameters of a run name. */
final class LocalPaths {

  private static final String URI = "_uri";

  private LocalPaths() {}

  /** Those of all parameters. */
  static List<Path> of(Map<String, JsonElement> parameters) {
    return parameters.entrySet().stream()
        .flatMap(parameter -> of(parameter.getKey(), parameter.getValue()).stream())
        .toList();
  }

  /**
   * That of one parameter, if its name ends in {@code _uri} and its value is an absolute path or a
   * {@code file://} URI; none of buckets, wherever they are mounted.
   */
  static Optional<Path> of(String name, JsonElement value) {
    if (!name.endsWith(URI) || !(value instanceof JsonPrimitive)) {
      return Optional.empty();
    }
    return Optional.of(value.getAsString().replaceFirst("^file://(localhost)?(?=/)", ""))
        .filter(text -> text.startsWith("/") && !text.startsWith("/gcs/"))
        .map(Path::of);
  }
}
