package dev.visualsimilarity.command;

/** What every command of the project exits with. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Failed while working. */
  public static final int FAILED = 1;

  /** Bad usage or bad parameters, found before any work was done. */
  public static final int BAD_PARAMETERS = 2;

  /** Done, but more items were rejected than allowed. */
  public static final int TOO_MANY_REJECTS = 3;

  private ExitCode() {}
}
