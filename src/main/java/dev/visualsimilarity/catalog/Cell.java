package dev.visualsimilarity.catalog;

import java.util.List;

/**
 * What a row has in a column.
 *
 * @param values none, one, or several where the format of the table has lists
 * @param nested whether it is a structure, of which the only value is the text
 */
record Cell(List<String> values, boolean nested) {

  /** Nothing. */
  static final Cell EMPTY = new Cell(List.of(), false);

  private static final String BETWEEN = ", ";

  Cell {
    values = List.copyOf(values);
  }

  /** One text. */
  static Cell of(String text) {
    return new Cell(List.of(text), false);
  }

  /** All values in one text; empty if there is none. */
  String text() {
    return values.size() == 1 ? values.get(0) : String.join(BETWEEN, values);
  }
}
