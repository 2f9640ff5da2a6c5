package dev.visualsimilarity.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * A record of a table, before anything is made of it.
 *
 * @param line where it begins
 * @param cells by column; only those that the record has
 * @param problem why it is no row of the table
 */
record TableRow(long line, Map<String, Cell> cells, Optional<String> problem) {

  /** A record that is a row. */
  static TableRow of(long line, Map<String, Cell> cells) {
    return new TableRow(line, cells, Optional.empty());
  }

  /** A record that is none. */
  static TableRow broken(long line, Map<String, Cell> cells, String problem) {
    return new TableRow(line, cells, Optional.of(problem));
  }

  /** What is in a column; an empty cell if nothing is. */
  Cell cell(String column) {
    return cells.getOrDefault(column, Cell.EMPTY);
  }
}
