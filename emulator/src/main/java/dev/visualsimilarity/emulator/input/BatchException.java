package dev.visualsimilarity.emulator.input;

/** A directory that is not a batch of index data. Its message is meant for the user. */
public final class BatchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what is allowed. */
  public BatchException(String message) {
    super(message);
  }
}
