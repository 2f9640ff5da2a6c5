package dev.visualsimilarity.catalog;

/**
 * A namespace of an index that takes its numbers from a column.
 *
 * @param binding of the column
 * @param type of the numbers
 */
public record NumericColumn(ColumnBinding binding, NumericType type) {

  /** Reads {@code namespace=column:type}; the namespace and the type (float) may be left out. */
  public static NumericColumn parse(String text) {
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? new NumericColumn(ColumnBinding.parse(text), NumericType.FLOAT)
        : new NumericColumn(
            ColumnBinding.parse(text.substring(0, colon)),
            NumericType.parse(text.substring(colon + 1).strip()));
  }
}
