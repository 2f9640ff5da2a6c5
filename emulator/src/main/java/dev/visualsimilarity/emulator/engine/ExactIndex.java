package dev.visualsimilarity.emulator.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Compares every query with every row that its filter lets through. */
final class ExactIndex implements VectorIndex {
  /** Queries that share one pass over the vectors: a block of rows is used while it is in cache. */
  private static final int QUERIES_PER_PASS = 8;

  private final VectorSpace space;
  private final int[] rankOfRow;

  ExactIndex(VectorSpace space, int[] rankOfRow) {
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
    int step = space.rowsPerBlock();
    for (int from = 0; from < space.rows(); from += step) {
      int to = Math.min(space.rows(), from + step);
      for (int i = 0; i < tops.size(); i++) {
        scan(searches.get(i), from, to, tops.get(i));
      }
    }
    return tops;
  }

  private void scan(Search search, int from, int to, TopRows top) {
    float[] vector = search.vector();
    if (search.matching().isEmpty()) {
      for (int row = from; row < to; row++) {
        top.offer(row, space.score(vector, row));
      }
      return;
    }
    BitSet matching = search.matching().get();
    for (int row = matching.nextSetBit(from);
        row >= 0 && row < to;
        row = matching.nextSetBit(row + 1)) {
      top.offer(row, space.score(vector, row));
    }
  }

  private int capacity(Search search) {
    int matches = search.matching().map(BitSet::cardinality).orElse(space.rows());
    // Any row can be a result once the ones before it have used up their tags' shares.
    return search.query().perCrowdingTag() > 0
        ? matches
        : Math.min(search.query().neighborCount(), matches);
  }
}
