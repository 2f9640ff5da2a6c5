package dev.visualsimilarity.storage;

import java.io.IOException;

/**
 * Cloud Storage, or the network on the way to it, gave no proper answer although it was asked again
 * and again: nothing is known about the object that was asked for, and the next one would not fare
 * better. A step stops here rather than to reject its items one by one.
 */
public final class OutageException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what was to be done, what came in its place, what to do
   * @param cause the last failure
   */
  public OutageException(String message, Throwable cause) {
    super(message, cause);
  }
}
