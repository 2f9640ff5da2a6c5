package dev.visualsimilarity.emulator.benchmark;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(String... headings) {
    row(headings);
    lines.add("|---".repeat(headings.length) + "|");
  }

  Table row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
