package dev.visualsimilarity.pipeline.jobs.listing;

import com.google.protobuf.Timestamp;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The fields of a resource that a request to list can speak of, by their names in snake_case.
 *
 * @param texts such as display_name
 * @param times a time that is not set is the default Timestamp
 * @param labels of the resource
 */
public record ListedFields<T>(
    Map<String, Function<T, String>> texts,
    Map<String, Function<T, Timestamp>> times,
    Function<T, Map<String, String>> labels) {

  /** Copies the maps. */
  public ListedFields {
    texts = Map.copyOf(texts);
    times = Map.copyOf(times);
  }

  /** A field's name as this record has it; requests may write it in camelCase. */
  static String snakeCase(String field) {
    return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
