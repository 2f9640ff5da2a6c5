package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.CallPolicies;
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

  /** How long the service may be out of reach meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private Polling() {}

  /**
   * Looks until it is good or the time is over.
   *
   * @param what is waited for, for the line a minute in the log
   * @param look may fail for a while, as {@link dev.visualsimilarity.vertexai.ApiCalls} does
   * @return what was seen last, good or not
   */
  public static <T> T until(String what, Duration limit, Supplier<T> look, Predicate<T> good) {
    long start = System.nanoTime();
    long lastLine = start;
    long lastAnswer = start;
    Duration delay = FIRST_DELAY;
    while (true) {
      try {
        T seen = look.get();
        lastAnswer = System.nanoTime();
        if (good.test(seen) || since(start).compareTo(limit) >= 0) {
          return seen;
        }
      } catch (UserException e) {
        boolean passing =
            e.getCause() instanceof ApiException cause && CallPolicies.isPassing(cause);
        if (!passing || since(lastAnswer).compareTo(PATIENCE) > 0) {
          throw e;
        }
        LOG.warn("{}: {}; looking again", what, e.getMessage());
      }
      if (since(lastLine).compareTo(LOG_EVERY) >= 0) {
        LOG.info("{}: waiting for {} min", what, since(start).toMinutes());
        lastLine = System.nanoTime();
      }
      sleep(what, upTo(limit.minus(since(start)), delay));
      Duration longer = delay.multipliedBy(2);
      delay = longer.compareTo(LONGEST_DELAY) < 0 ? longer : LONGEST_DELAY;
    }
  }

  /** The delay, or what is left if that is less; past the limit, only looks that fail go on. */
  private static Duration upTo(Duration left, Duration delay) {
    boolean less = !left.isNegative() && left.compareTo(delay) < 0;
    return less ? left.plusMillis(1) : delay;
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
