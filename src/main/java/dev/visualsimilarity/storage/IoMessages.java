package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What to tell a user of a failure to read or write: the message of many is a bare file name. */
public final class IoMessages {

  private IoMessages() {}

  /**
   * One line; of a failure without words of its own, its kind and what it is about. An {@link
   * UncheckedIOException} that only wraps another stands for that.
   */
  public static String of(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      String message = String.valueOf(failure.getMessage());
      IOException cause = unchecked.getCause();
      return message.equals(cause.toString()) ? of(cause) : message;
    }
    return failure.getClass() == IOException.class || failure instanceof OutageException
        ? String.valueOf(failure.getMessage())
        : kind(failure) + ": " + failure.getMessage();
  }

  private static String kind(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure instanceof NoSuchFileException
        ? "no such file"
        : failure.getClass().getSimpleName();
  }
}
