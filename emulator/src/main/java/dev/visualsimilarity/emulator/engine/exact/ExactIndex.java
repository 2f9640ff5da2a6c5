package dev.visualsimilarity.emulator.engine.exact;

import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.Scorer;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Compares every query with every row that its filter lets through. */
public final class ExactIndex implements VectorIndex {
  /** Queries that share one pass over the vectors: a block of rows is used while it is in cache. */
  private static final int QUERIES_PER_PASS = 8;

  private final VectorSpace space;
  private final int[] rankOfRow;

  /** Searches a space; equally near rows are ordered by {@code rankOfRow}. */
  public ExactIndex(VectorSpace space, int[] rankOfRow) {
    this.space = space;
    this.rankOfRow = rankOfRow;
  }

  @Override
  public List<TopRows> candidates(List<Search> searches) {
    int passes = (searches.size() + QUERIES_PER_PASS - 1) / QUERIES_PER_PASS;
    return IntStream.range(0, passes)
        .parallel()
        .mapToObj(
            pass -> {
              int from = pass * QUERIES_PER_PASS;
              int to = Math.min(searches.size(), from + QUERIES_PER_PASS);
              return scan(searches.subList(from, to));
            })
        .flatMap(List::stream)
        .toList();
  }

  private List<TopRows> scan(List<Search> searches) {
    List<TopRows> tops = new ArrayList<>(searches.size());
    for (Search search : searches) {
      tops.add(new TopRows(capacity(search), rankOfRow));
    }
    Scorer scorer = space.scorer();
    int step = space.vectors().rowsPerBlock();
    for (int from = 0; from < space.rows(); from += step) {
      int to = Math.min(space.rows(), from + step);
      for (int i = 0; i < tops.size(); i++) {
        scan(searches.get(i), scorer, from, to, tops.get(i));
      }
    }
    return tops;
  }

  private static void scan(Search search, Scorer scorer, int from, int to, TopRows top) {
    float[] vector = search.vector();
    if (search.matching().isEmpty()) {
      for (int row = from; row < to; row++) {
        top.offer(row, scorer.score(vector, row));
      }
      return;
    }
    BitSet matching = search.matching().get();
    for (int row = matching.nextSetBit(from);
        row >= 0 && row < to;
        row = matching.nextSetBit(row + 1)) {
      top.offer(row, scorer.score(vector, row));
    }
  }

  private int capacity(Search search) {
    int matches = search.matchCount(space.rows());
    // Any row can be a result once the ones before it have used up their tags' shares.
    return search.crowding() ? matches : Math.min(search.neighborCount(), matches);
  }
}
