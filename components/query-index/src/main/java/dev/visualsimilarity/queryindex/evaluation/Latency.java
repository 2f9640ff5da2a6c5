package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.queryindex.search.NeighborSearch;
import java.util.Arrays;
import java.util.List;

/**
 * How long single queries take as a client sees it, in milliseconds, sorted.
 *
 * <p>One query a request, one request after another: what one shopper waits for, network included.
 */
public final class Latency {

  private static final int WARM_UP = 10;
  private static final int MOST_QUERIES = 200;
  private static final double NANOS_A_MILLI = 1e6;

  private final double[] sorted;

  /** Latencies that were measured, in milliseconds; at least one. */
  public Latency(double... millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("no latency was measured");
    }
    this.sorted = millis.clone();
    Arrays.sort(sorted);
  }

  /** Asks for the first vectors one by one; some are asked for before, to no effect. */
  public static Latency measure(NeighborSearch search, List<float[]> vectors) {
    vectors.stream().limit(WARM_UP).forEach(vector -> search.find(List.of(vector)));
    return new Latency(
        vectors.stream()
            .limit(MOST_QUERIES)
            .mapToDouble(
                vector -> {
                  long start = System.nanoTime();
                  search.find(List.of(vector));
                  return (System.nanoTime() - start) / NANOS_A_MILLI;
                })
            .toArray());
  }

  /** The smallest latency that {@code percent} of the queries keep (nearest rank). */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
