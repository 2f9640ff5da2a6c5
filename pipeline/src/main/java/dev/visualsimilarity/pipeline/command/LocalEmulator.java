package dev.visualsimilarity.pipeline.command;

import java.io.PrintWriter;

/** The Vector Search emulator of a run, if it needs one. */
final class LocalEmulator implements AutoCloseable {

  private LocalEmulator() {}

  /** Starts an emulator, and points the run at it, if the run names neither project nor server. */
  static LocalEmulator startIfNeeded(RunParameters parameters) {
    return new LocalEmulator();
  }

  void announce(PrintWriter err) {}

  @Override
  public void close() {}
}
