package dev.visualsimilarity.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
public final class Table {

  private final List<String> lines = new ArrayList<>();
  private final int columns;

  /** Begins a table with these headings. */
  public Table(String... headings) {
    columns = headings.length;
    lines.add(line(List.of(headings)));
    lines.add(line(Collections.nCopies(columns, "---")));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not a cell for each heading
   */
  public Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.length, columns));
    }
    lines.add(line(List.of(cells)));
    return this;
  }

  /** The Markdown, a line a row. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
