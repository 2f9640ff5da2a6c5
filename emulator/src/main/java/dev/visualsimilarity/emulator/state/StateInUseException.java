package dev.visualsimilarity.emulator.state;

/** A state directory is used by another emulator, which is running. */
public final class StateInUseException extends StateException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public StateInUseException(String message) {
    super(message);
  }
}
