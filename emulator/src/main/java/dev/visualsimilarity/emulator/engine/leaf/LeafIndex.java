package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.Measure;
import dev.visualsimilarity.emulator.engine.vectors.Scorer;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.io.IOException;
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
public final class LeafIndex implements VectorIndex {
  /** Keeps 0.07 * 100 from becoming 8 leaves. */
  private static final double ROUNDING = 1e-9;

  private final VectorSpace space;
  private final int[] rankOfRow;
  private final Leaves leaves;

  private LeafIndex(VectorSpace space, int[] rankOfRow, Leaves leaves) {
    this.space = space;
    this.rankOfRow = rankOfRow;
    this.leaves = leaves;
  }

  /** Trains an index whose leaves have {@code leafNodeEmbeddingCount} rows on average. */
  public static LeafIndex build(VectorSpace space, int[] rankOfRow, int leafNodeEmbeddingCount) {
    int leafCount = Math.max(1, (int) Math.ceil((double) space.rows() / leafNodeEmbeddingCount));
    return new LeafIndex(space, rankOfRow, KMeans.partition(space, leafCount));
  }

  /** Reads what {@link #write} has written of an index of the same space. */
  public static LeafIndex read(PayloadReader in, VectorSpace space, int[] rankOfRow)
      throws IOException {
    return new LeafIndex(space, rankOfRow, Leaves.read(in, space.rows(), space.dimensions()));
  }

  /** Writes the leaves. */
  public void write(PayloadWriter out) throws IOException {
    leaves.write(out);
  }

  @Override
  public List<TopRows> candidates(List<Search> searches) {
    return searches.parallelStream().map(this::candidates).toList();
  }

  private TopRows candidates(Search search) {
    int probes = probes(search.leafFraction());
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
    TopRows top = new TopRows(capacity(search), rankOfRow);
    Scorer scorer = space.scorer();
    int[] order = leaves.ordered(search.vector(), space.measure() == Measure.DOT_PRODUCT);
    int enough = Math.min(search.neighborCount(), space.rows());
    for (int i = 0; i < order.length && (i < probes || top.size() < enough); i++) {
      int end = leaves.start(order[i] + 1);
      for (int position = leaves.start(order[i]); position < end; position++) {
        int row = leaves.row(position);
        if (search.lets(row)) {
          top.offer(row, scorer.score(search.vector(), row));
        }
      }
    }
    return top;
  }

  private TopRows scan(Search search, BitSet matching) {
    TopRows top = new TopRows(capacity(search), rankOfRow);
    Scorer scorer = space.scorer();
    for (int row = matching.nextSetBit(0); row >= 0; row = matching.nextSetBit(row + 1)) {
      top.offer(row, scorer.score(search.vector(), row));
    }
    return top;
  }

  private int probes(double fraction) {
    int probes = (int) Math.ceil(fraction * leaves.count() - ROUNDING);
    return Math.max(1, Math.min(leaves.count(), probes));
  }

  private int capacity(Search search) {
    return Math.min(space.rows(), Math.max(search.candidateCount(), search.neighborCount()));
  }
}
