package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;

/**
 * A namespace of an index that takes its tokens from a column.
 *
 * @param namespace in the index
 * @param column in the catalog
 */
public record ColumnBinding(String namespace, String column) {

  public ColumnBinding {
    if (namespace.isEmpty() || column.isEmpty()) {
      throw UserException.badParameter(
          "restrict column '%s=%s' is not complete; give namespace=column, or column"
              .formatted(namespace, column));
    }
  }

  /** Reads {@code namespace=column}, or {@code column} where both have one name. */
  public static ColumnBinding parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new ColumnBinding(text.strip(), text.strip())
        : new ColumnBinding(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }
}
