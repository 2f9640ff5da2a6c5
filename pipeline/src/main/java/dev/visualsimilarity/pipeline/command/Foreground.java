package dev.visualsimilarity.pipeline.command;

import java.io.IOException;

/** Programs in this terminal. */
final class Foreground {

  private Foreground() {}

  /** Runs a program to its end and returns its exit code. */
  static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.inheritIO().start();
    // A signal to this process alone must end the program too.
    Thread hook = new Thread(process::destroy, "end-program");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return process.waitFor();
    } finally {
      process.destroy();
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The Java machine is going, and the hook is at work.
      Thread.currentThread().interrupt();
    }
  }
}
