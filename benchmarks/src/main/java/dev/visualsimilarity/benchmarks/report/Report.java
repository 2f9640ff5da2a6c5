package dev.visualsimilarity.benchmarks.report;

import java.io.PrintStream;

/**
 * What a run of the benchmark found: sections in Markdown, printed as they come, and at the end a
 * table of what was aimed at and what was reached.
 */
public final class Report {

  private final PrintStream out;
  private final Table verdicts = new Table("what", "measured", "aim", "reached");
  private boolean judged;

  /** Prints to {@code out}. */
  public Report(PrintStream out) {
    this.out = out;
  }

  /** Prints a section: its heading, a paragraph, and tables. */
  public void section(String heading, String paragraph, Table... tables) {
    out.println("## " + heading + "\n\n" + paragraph + "\n");
    for (Table table : tables) {
      out.println(table + "\n");
    }
    out.flush();
  }

  /** Notes a ratio that should be {@code aim} or more. */
  public void atLeast(String what, double ratio, double aim) {
    judge(what, Figures.ratio(ratio), "at least " + Figures.ratio(aim), ratio >= aim);
  }

  /** Notes what should be below an aim, both worded by the caller. */
  public void below(String what, String measured, String aim, boolean reached) {
    judge(what, measured, "below " + aim, reached);
  }

  /** Prints the table of aims, where there were any. */
  public void finish() {
    if (judged) {
      section("Aims", "Medians of this run.", verdicts);
    }
  }

  private void judge(String what, String measured, String aim, boolean reached) {
    verdicts.row(what, measured, aim, reached ? "yes" : "no");
    judged = true;
  }
}
