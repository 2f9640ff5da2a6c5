package dev.visualsimilarity.pipeline.ir;

import java.time.Duration;
import java.util.Optional;

/**
 * How often, and how soon, a task that failed is tried again.
 *
 * @param maxRetryCount tries after the first
 * @param backoffDuration wait before the second try
 * @param backoffFactor by which each further wait is longer
 * @param backoffMaxDuration how long after the first try began another may begin
 */
public record RetryPolicy(
    int maxRetryCount,
    Duration backoffDuration,
    double backoffFactor,
    Duration backoffMaxDuration) {

  /** What pipeline_spec.proto says of a field that is not there. */
  static final double DEFAULT_FACTOR = 2;

  static final Duration DEFAULT_MAX_DURATION = Duration.ofHours(1);

  /** No second try. */
  public static final RetryPolicy NEVER =
      new RetryPolicy(0, Duration.ZERO, DEFAULT_FACTOR, DEFAULT_MAX_DURATION);

  /** This policy with at most {@code limit} tries after the first. */
  public RetryPolicy atMost(int limit) {
    return new RetryPolicy(
        Math.min(limit, maxRetryCount), backoffDuration, backoffFactor, backoffMaxDuration);
  }

  /**
   * The wait after a failed try; empty if it was the last.
   *
   * @param tries so far
   * @param elapsed since the first began
   */
  public Optional<Duration> delay(int tries, Duration elapsed) {
    double seconds = backoffDuration.toMillis() / 1e3 * Math.pow(backoffFactor, (double) tries - 1);
    Duration delay = Duration.ofMillis(Math.round(seconds * 1e3));
    boolean inTime = elapsed.plus(delay).compareTo(backoffMaxDuration) <= 0;
    return tries <= maxRetryCount && inTime ? Optional.of(delay) : Optional.empty();
  }
}
