package dev.visualsimilarity.pipeline.runner;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files and folders of this machine that the parameters of a run name: those whose names end in
 * {@code _uri}.
 */
public final class LocalPaths {

  private static final String URI = "_uri";
  private static final Pattern REMOTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private LocalPaths() {}

  /** Those of all parameters. */
  public static List<Path> of(Map<String, JsonElement> parameters) {
    return parameters.entrySet().stream()
        .flatMap(parameter -> of(parameter.getKey(), parameter.getValue()).stream())
        .toList();
  }

  /**
   * That of one parameter, if its name ends in {@code _uri} and its value is an absolute path or a
   * {@code file://} URI; none of buckets, wherever they are mounted.
   */
  public static Optional<Path> of(String name, JsonElement value) {
    if (!isNamedBy(name) || !(value instanceof JsonPrimitive)) {
      return Optional.empty();
    }
    return Optional.of(withoutScheme(value.getAsString()))
        .filter(text -> text.startsWith("/") && !text.startsWith("/gcs/"))
        .map(Path::of);
  }

  /** Whether a parameter of this name may name a file or a folder. */
  public static boolean isNamedBy(String parameter) {
    return parameter.endsWith(URI);
  }

  /** Whether the value of such a parameter is a path that counts from a folder. */
  public static boolean isRelative(String uri) {
    return !uri.isBlank() && !uri.startsWith("/") && !REMOTE.matcher(uri).lookingAt();
  }

  /** A {@code file://} URI as a path; any other text as it is. */
  public static String withoutScheme(String uri) {
    return uri.replaceFirst("^file://(localhost)?(?=/)", "");
  }

  /**
   * The value of a parameter, made absolute if it is a relative path.
   *
   * @param folder that it counts from
   */
  public static JsonElement located(String name, JsonElement value, Path folder) {
    if (!isNamedBy(name) || !(value instanceof JsonPrimitive text) || !text.isString()) {
      return value;
    }
    String uri = text.getAsString();
    return isRelative(uri)
        ? new JsonPrimitive(folder.toAbsolutePath().resolve(uri).normalize().toString())
        : value;
  }
}
