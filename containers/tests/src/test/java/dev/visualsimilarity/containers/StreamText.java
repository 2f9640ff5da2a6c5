package dev.visualsimilarity.containers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads a stream of a program while it runs, so that it never waits for a reader. Each has a thread
 * of its own: the common pool of a machine with two cores has one.
 */
record StreamText(FutureTask<String> text) {

  static StreamText of(InputStream stream) {
    FutureTask<String> text =
        new FutureTask<>(
            () -> {
              try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
              }
            });
    Thread thread = new Thread(text, "reader");
    thread.setDaemon(true);
    thread.start();
    return new StreamText(text);
  }

  String await() throws InterruptedException {
    try {
      return text.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
