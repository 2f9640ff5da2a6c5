package dev.visualsimilarity.emulator.benchmark;

import dev.visualsimilarity.emulator.engine.Query;
import java.nio.file.Path;
import java.util.List;

/** What the search benchmarks share: where the indexes are, and the next queries. */
class SearchState {
  /** The system property that names the directory of {@link PreparedIndexes}. */
  static final String DIRECTORY = "benchmark.directory";

  static final int BATCH = 64;

  private List<Query> queries = List.of();
  private int next;

  PreparedIndexes prepare(int rows) {
    PreparedIndexes indexes = new PreparedIndexes(Path.of(System.getProperty(DIRECTORY)), rows);
    queries = indexes.queries();
    return indexes;
  }

  void setFraction(double fraction) {
    queries = queries.stream().map(query -> query.withLeafFraction(fraction)).toList();
  }

  List<Query> one() {
    return take(1);
  }

  List<Query> batch() {
    return take(BATCH);
  }

  private List<Query> take(int count) {
    int from = next;
    next = (from + count) % queries.size();
    return queries.subList(from, from + count);
  }
}
