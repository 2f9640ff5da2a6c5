package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what other threads and programs do, for as long as a loaded machine may need. */
public final class Waiting {

  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private Waiting() {}

  /**
   * Waits until something holds.
   *
   * @param seen what to say where it never does
   */
  public static void until(Callable<Boolean> condition, Callable<String> seen) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > LIMIT_NANOS) {
        fail(seen.call());
      }
      Thread.sleep(20);
    }
  }

  /** Waits for a file. */
  public static void forFile(Path file) throws Exception {
    until(() -> Files.exists(file), () -> file + " is not there");
  }
}
