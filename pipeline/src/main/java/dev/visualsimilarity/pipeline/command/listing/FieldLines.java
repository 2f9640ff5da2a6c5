package dev.visualsimilarity.pipeline.command.listing;

import java.io.PrintWriter;

/** Names and values of something, a line each; what is empty is left out. */
public final class FieldLines {

  private final PrintWriter out;

  public FieldLines(PrintWriter out) {
    this.out = out;
  }

  /** Prints a field, unless it is empty. */
  public void print(String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%-10s %s%n", name, value);
    }
  }
}
