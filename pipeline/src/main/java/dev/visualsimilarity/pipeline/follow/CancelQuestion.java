package dev.visualsimilarity.pipeline.follow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Asks the person at a terminal who pressed Ctrl-C what is to become of the job. */
public final class CancelQuestion {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Stands for the end of the input, which has no line. */
  private static final String END = "\0";

  private final BufferedReader in;
  private final PrintWriter err;
  private final Pause interrupts;

  /**
   * Prepares.
   *
   * @param interrupts tells of the next Ctrl-C, which is an answer too
   */
  public CancelQuestion(BufferedReader in, PrintWriter err, Pause interrupts) {
    this.in = in;
    this.err = err;
    this.interrupts = interrupts;
  }

  /** The answer; after another Ctrl-C, or at the end of the input, to leave the job running. */
  public Decision ask() throws InterruptedException {
    err.println();
    err.print("Cancel the run? [y/N, or Ctrl-C again to leave it running] ");
    err.flush();
    CompletableFuture<String> answer = new CompletableFuture<>();
    // A read of a terminal cannot be broken off, so that it has a thread of its own.
    Thread reader = new Thread(() -> read(answer), "answer");
    reader.setDaemon(true);
    reader.start();
    while (!answer.isDone()) {
      if (interrupts.await(LOOK_EVERY)) {
        err.println();
        err.flush();
        return Decision.LEAVE;
      }
    }
    String text = answer.join();
    if (text.equals(END)) {
      return Decision.LEAVE;
    }
    boolean yes = text.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    return yes ? Decision.CANCEL : Decision.GO_ON;
  }

  private void read(CompletableFuture<String> answer) {
    try {
      String line = in.readLine();
      answer.complete(line == null ? END : line);
    } catch (IOException e) {
      answer.completeExceptionally(new UncheckedIOException(e));
    }
  }
}
