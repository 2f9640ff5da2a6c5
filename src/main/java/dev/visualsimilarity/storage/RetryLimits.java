package dev.visualsimilarity.storage;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long Cloud Storage is asked again after a fault that may pass: an answer of 408, 429 or 5xx,
 * a connection that cannot be made or breaks, silence.
 *
 * @param firstDelay the pause after the first fault; each next one is twice as long, all are cut at
 *     random to less, so that many readers do not come back together
 * @param longestDelay the longest pause
 * @param outage how long one request, or the same byte of a download, may fail before it is an
 *     {@link OutageException}
 * @param unreached the same for a server that was never reached at all: more likely the machine has
 *     no network than the server has an outage, and who sits before it wants to know soon
 * @param silence how long a connection may take to be made, and to send the next byte
 */
public record RetryLimits(
    Duration firstDelay,
    Duration longestDelay,
    Duration outage,
    Duration unreached,
    Duration silence)
    implements Serializable {

  /** Five minutes for an outage; some seconds where there is no network. */
  public static final RetryLimits DEFAULT =
      new RetryLimits(
          Duration.ofMillis(500),
          Duration.ofSeconds(32),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20));

  private static final long serialVersionUID = 1L;
}
