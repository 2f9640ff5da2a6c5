package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.vectors.Measure;
import dev.visualsimilarity.emulator.engine.vectors.Scorer;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.Optional;

/** One query's look into some leaves. Used once, by one thread. */
final class LeafProbe {
  private final VectorSpace space;
  private final int[] rankOfRow;
  private final Leaves leaves;
  private final Search search;
  private final Scorer scorer;
  private final LeafOrder order;
  private final Optional<Codes> codes;
  private final boolean byDotProduct;

  LeafProbe(
      VectorSpace space, int[] rankOfRow, Leaves leaves, Optional<Codes> codes, Search search) {
    this.space = space;
    this.rankOfRow = rankOfRow;
    this.leaves = leaves;
    this.codes = codes;
    this.search = search;
    this.scorer = space.scorer();
    this.byDotProduct = space.measure() == Measure.DOT_PRODUCT;
    this.order = new LeafOrder(leaves.centers(), search.vector(), byDotProduct);
  }

  /** The candidates of {@code probes} leaves, or of more until there are as many as asked for. */
  TopRows run(int probes) {
    Optional<CodedQuery> query = codes.flatMap(c -> c.query(search.vector()));
    int kept = Math.max(search.candidateCount(), search.neighborCount());
    TopRows top = new TopRows(Math.min(space.rows(), kept), rankOfRow);
    int enough = Math.min(search.neighborCount(), space.rows());
    for (int i = 0; i < leaves.count() && (i < probes || top.size() < enough); i++) {
      int leaf = order.leaf(i);
      if (query.isPresent()) {
        estimate(leaf, query.get(), codes.orElseThrow().ofLeaf(leaf), top);
      } else {
        compare(leaf, top);
      }
    }
    return query.isPresent() ? exactly(top) : top;
  }

  /** Offers the rows of a leaf by their estimated scores. */
  private void estimate(int leaf, CodedQuery query, LeafCodes leafCodes, TopRows top) {
    int start = leaves.start(leaf);
    float centerDot = order.centerDot(leaf);
    for (int i = 0; i < leaves.size(leaf); i++) {
      int row = leaves.row(start + i);
      if (search.lets(row)) {
        float dot = centerDot + leafCodes.residualDot(query, i);
        // Of a squared distance, what does not depend on the query alone.
        top.offer(row, byDotProduct ? dot : dot - leafCodes.halfSquaredLength(i));
      }
    }
  }

  /** Offers the rows of a leaf by their scores. */
  private void compare(int leaf, TopRows top) {
    for (int position = leaves.start(leaf); position < leaves.start(leaf + 1); position++) {
      int row = leaves.row(position);
      if (search.lets(row)) {
        top.offer(row, scorer.score(search.vector(), row));
      }
    }
  }

  /** The same rows by their scores. */
  private TopRows exactly(TopRows estimated) {
    int[] rows = new int[estimated.size()];
    estimated.drain(rows, new float[rows.length]);
    TopRows top = new TopRows(rows.length, rankOfRow);
    for (int row : rows) {
      top.offer(row, scorer.score(search.vector(), row));
    }
    return top;
  }
}
