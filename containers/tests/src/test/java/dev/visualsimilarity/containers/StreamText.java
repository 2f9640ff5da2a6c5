package dev.visualsimilarity.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Reads a stream of a program while it runs, so that it never waits for a reader. */
record StreamText(CompletableFuture<String> text) {

  static StreamText of(InputStream stream) {
    return new StreamText(
        CompletableFuture.supplyAsync(
            () -> {
              try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }

  String await() {
    return text.join();
  }
}
