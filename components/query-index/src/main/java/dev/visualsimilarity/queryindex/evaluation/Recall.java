package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many of a query's exact neighbors an approximate search found.
 *
 * <p>Counted by id, an approximate search is blamed for ties: a catalog with ten identical pictures
 * has many right answers. So, as in ann-benchmarks, a neighbor also counts where it is as near as
 * {@code last}, the last of the exact ones:
 *
 * <pre>|distance - last| &lt;= 1e-5 * |last| + ulp(last)</pre>
 *
 * <p>with the unit in the last place of a float. That holds for every distance measure: nothing is
 * nearer than the last exact neighbor without being one, so it does not matter whether smaller is
 * nearer (squared L2, L1, cosine) or larger (dot product, of any sign), and the tolerance shrinks
 * with the distances.
 */
public final class Recall {

  /** Relative difference of distances that are taken as equal: they are sums of floats. */
  private static final double TOLERANCE = 1e-5;

  private Recall() {}

  /** Share of the exact neighbors' ids that were found; 1 where there are none. */
  public static double byId(List<Neighbor> exact, List<Neighbor> found) {
    Set<String> ids = ids(exact);
    return share(found.stream().filter(neighbor -> ids.contains(neighbor.id())).count(), exact);
  }

  /** As {@link #byId}, counting too what ties with the last exact neighbor. */
  public static double tieFair(List<Neighbor> exact, List<Neighbor> found) {
    return share(found.stream().filter(neighbor -> isHit(exact, neighbor)).count(), exact);
  }

  /** Whether a neighbor is one of the exact ones or as near as the last of them. */
  public static boolean isHit(List<Neighbor> exact, Neighbor found) {
    if (exact.isEmpty()) {
      return false;
    }
    double last = exact.get(exact.size() - 1).distance();
    double tolerance = TOLERANCE * Math.abs(last) + Math.ulp((float) last);
    return ids(exact).contains(found.id()) || Math.abs(found.distance() - last) <= tolerance;
  }

  private static double share(long hits, List<Neighbor> exact) {
    return exact.isEmpty() ? 1 : Math.min(1, (double) hits / exact.size());
  }

  private static Set<String> ids(List<Neighbor> neighbors) {
    Set<String> ids = new HashSet<>();
    neighbors.forEach(neighbor -> ids.add(neighbor.id()));
    return ids;
  }
}
