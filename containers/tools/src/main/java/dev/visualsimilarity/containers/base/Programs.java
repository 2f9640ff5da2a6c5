package dev.visualsimilarity.containers.base;

import java.io.IOException;

/** Programs of the machine. */
final class Programs {

  private Programs() {}

  /**
   * Runs a program, whose output is shown.
   *
   * @throws IllegalStateException if it fails
   */
  static void run(String... words) throws IOException, InterruptedException {
    int code = new ProcessBuilder(words).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", words) + " failed: exit code " + code);
    }
  }
}
