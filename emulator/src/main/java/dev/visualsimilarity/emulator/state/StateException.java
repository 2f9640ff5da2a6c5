package dev.visualsimilarity.emulator.state;

import java.io.IOException;

/** A state directory cannot be used. Its message is meant for the user. */
public class StateException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public StateException(String message) {
    super(message);
  }
}
