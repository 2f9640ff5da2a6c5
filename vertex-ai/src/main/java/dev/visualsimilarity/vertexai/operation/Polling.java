package dev.visualsimilarity.vertexai.operation;

import dev.visualsimilarity.error.UserException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at something until it is as it should be: after 100 ms, then up to 30 s apart. */
public final class Polling {

  private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private Polling() {}

  /**
   * Looks until it is good or the time is over.
   *
   * @param what is waited for, for the line a minute in the log
   * @return what was seen last, good or not
   */
  public static <T> T until(String what, Duration limit, Supplier<T> look, Predicate<T> good) {
    long start = System.nanoTime();
    long lastLine = start;
    Duration delay = FIRST_DELAY;
    T seen = look.get();
    while (!good.test(seen) && since(start).compareTo(limit) < 0) {
      if (since(lastLine).compareTo(LOG_EVERY) >= 0) {
        LOG.info("{}: waiting for {} min", what, since(start).toMinutes());
        lastLine = System.nanoTime();
      }
      sleep(what, delay);
      delay =
          delay.multipliedBy(2).compareTo(LONGEST_DELAY) < 0
              ? delay.multipliedBy(2)
              : LONGEST_DELAY;
      seen = look.get();
    }
    return seen;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void sleep(String what, Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed(what + ": interrupted", e);
    }
  }
}
