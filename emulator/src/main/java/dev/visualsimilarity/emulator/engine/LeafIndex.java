package dev.visualsimilarity.emulator.engine;

import java.util.BitSet;
import java.util.List;

/**
 * A model of the service's tree-AH index: rows are grouped into leaves by k-means, and a query
 * looks into the leaves whose centres are nearest. Within a leaf, distances are exact.
 *
 * <p>A query that finds fewer rows than it asks for in its share of the leaves looks into more. One
 * whose filter lets no more rows through than the leaves would hold compares all of these, which
 * costs no more and misses none.
 */
final class LeafIndex implements VectorIndex {
  /** Keeps 0.07 * 100 from becoming 8 leaves. */
  private static final double ROUNDING = 1e-9;

  private final VectorSpace space;
  private final int[] rankOfRow;
  private final TreeAhSettings settings;
  private final Leaves leaves;

  LeafIndex(VectorSpace space, int[] rankOfRow, TreeAhSettings settings) {
    this.space = space;
    this.rankOfRow = rankOfRow;
    this.settings = settings;
    this.leaves = KMeans.partition(space, leafCount(space.rows(), settings));
  }

  @Override
  public List<TopRows> candidates(List<Search> searches) {
    return searches.parallelStream().map(this::candidates).toList();
  }

  private TopRows candidates(Search search) {
    int probes = probes(search.query());
    if (search.matching().isPresent()) {
      BitSet matching = search.matching().get();
      long probedRows = (long) space.rows() * probes / leaves.count();
      if (matching.cardinality() <= probedRows) {
        return scan(search, matching);
      }
    }
    return probe(search, probes);
  }

  private TopRows probe(Search search, int probes) {
    TopRows top = new TopRows(capacity(search.query()), rankOfRow);
    boolean byDotProduct = space.measure() == DistanceMeasure.DOT_PRODUCT_DISTANCE;
    int[] order = leaves.ordered(search.vector(), byDotProduct);
    int enough = Math.min(search.query().neighborCount(), space.rows());
    for (int i = 0; i < order.length && (i < probes || top.size() < enough); i++) {
      int end = leaves.start(order[i] + 1);
      for (int position = leaves.start(order[i]); position < end; position++) {
        int row = leaves.row(position);
        if (search.lets(row)) {
          top.offer(row, space.score(search.vector(), row));
        }
      }
    }
    return top;
  }

  private TopRows scan(Search search, BitSet matching) {
    TopRows top = new TopRows(capacity(search.query()), rankOfRow);
    for (int row = matching.nextSetBit(0); row >= 0; row = matching.nextSetBit(row + 1)) {
      top.offer(row, space.score(search.vector(), row));
    }
    return top;
  }

  private int probes(Query query) {
    double fraction =
        query.leafFraction() > 0 ? query.leafFraction() : settings.fractionLeafNodesToSearch();
    int probes = (int) Math.ceil(fraction * leaves.count() - ROUNDING);
    return Math.max(1, Math.min(leaves.count(), probes));
  }

  private int capacity(Query query) {
    int approximate =
        query.approximateNeighbors() > 0
            ? query.approximateNeighbors()
            : settings.approximateNeighborsCount();
    return Math.min(space.rows(), Math.max(approximate, query.neighborCount()));
  }

  private static int leafCount(int rows, TreeAhSettings settings) {
    return Math.max(1, (int) Math.ceil((double) rows / settings.leafNodeEmbeddingCount()));
  }
}
