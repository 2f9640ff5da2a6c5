package dev.visualsimilarity.queryindex.evaluation;

import java.util.Arrays;

/**
 * How long queries took as their clients saw it, network included, in milliseconds; at least one.
 */
public final class Latency {

  private final double[] sorted;

  /** Latencies that were measured, in any order. */
  public Latency(double... millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("no latency was measured");
    }
    this.sorted = millis.clone();
    Arrays.sort(sorted);
  }

  /** The smallest latency that {@code percent} of the queries keep (nearest rank). */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** How many queries were measured. */
  public int count() {
    return sorted.length;
  }
}
