package dev.visualsimilarity.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What this Java machine prints on its standard error, where the log goes. */
public final class StandardError {

  private StandardError() {}

  /** Runs an action; returns what was printed meanwhile, by whatever thread. */
  public static String of(Runnable action) {
    PrintStream original = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(original);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
