package dev.visualsimilarity.emulator.engine.exact;

import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.vectors.Scorer;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One pass of several queries over a range of rows. Queries of which many rows match are computed
 * together, a step of rows at a time that stays in the cache; for the others, only the rows that
 * match are. Not thread-safe.
 */
final class RowScan {
  /** 160 KiB: they stay in the second-level cache until every query has seen them. */
  private static final int FLOATS_PER_STEP = 40 << 10;

  /** 20 KiB: one query leaves the first-level cache room for the rows. */
  private static final int FLOATS_PER_STEP_OF_ONE = 5 << 10;

  /** From this share of matches on, all rows are computed: together that costs less. */
  private static final double DENSE = 0.2;

  private final VectorSpace space;
  private final List<Search> dense = new ArrayList<>();
  private final List<Search> sparse = new ArrayList<>();
  private final List<TopRows> tops = new ArrayList<>();
  private final List<TopRows> denseTops = new ArrayList<>();
  private final List<TopRows> sparseTops = new ArrayList<>();
  private final Scorer scorer;
  private final int rowsPerStep;

  RowScan(VectorSpace space, List<Search> searches, int[] rankOfRow) {
    this.space = space;
    this.scorer = space.scorer();
    for (Search search : searches) {
      int matches = search.matchCount(space.rows());
      // Any row can be a result once the ones before it have used up their tags' shares.
      int capacity = search.crowding() ? matches : Math.min(search.neighborCount(), matches);
      TopRows top = new TopRows(capacity, rankOfRow);
      boolean many = matches >= DENSE * space.rows();
      (many ? dense : sparse).add(search);
      (many ? denseTops : sparseTops).add(top);
      tops.add(top);
    }
    int floats = dense.size() > 1 ? FLOATS_PER_STEP : FLOATS_PER_STEP_OF_ONE;
    int rows = Integer.highestOneBit(Math.max(1, floats / space.dimensions()));
    this.rowsPerStep = Math.min(rows, space.vectors().rowsPerBlock());
  }

  /** Ranges begin at a multiple of it. */
  int rowsPerStep() {
    return rowsPerStep;
  }

  /** The best rows of each search from {@code from} to {@code to}, exclusive. */
  List<TopRows> scan(int from, int to) {
    if (!dense.isEmpty()) {
      scanDense(from, to);
    }
    for (int i = 0; i < sparse.size(); i++) {
      scanMatches(sparse.get(i), from, to, sparseTops.get(i));
    }
    return tops;
  }

  private void scanDense(int from, int to) {
    float[] queries = new float[dense.size() * space.dimensions()];
    for (int i = 0; i < dense.size(); i++) {
      System.arraycopy(
          dense.get(i).vector(), 0, queries, i * space.dimensions(), space.dimensions());
    }
    float[] scores = new float[dense.size() * rowsPerStep];
    for (int step = from; step < to; step += rowsPerStep) {
      int count = Math.min(rowsPerStep, to - step);
      scorer.scores(queries, dense.size(), step, count, scores);
      for (int i = 0; i < dense.size(); i++) {
        offer(dense.get(i), step, count, scores, i * count, denseTops.get(i));
      }
    }
  }

  private static void offer(
      Search search, int step, int count, float[] scores, int offset, TopRows top) {
    for (int r = 0; r < count; r++) {
      if (search.lets(step + r)) {
        top.offer(step + r, scores[offset + r]);
      }
    }
  }

  private void scanMatches(Search search, int from, int to, TopRows top) {
    BitSet matching = search.matching().orElseThrow();
    for (int row = matching.nextSetBit(from);
        row >= 0 && row < to;
        row = matching.nextSetBit(row + 1)) {
      top.offer(row, scorer.score(search.vector(), row));
    }
  }
}
