package dev.visualsimilarity.emulator.engine;

import java.util.BitSet;
import java.util.Optional;

/** A query made ready for one snapshot. */
final class Search {
  private final Query query;
  private final float[] vector;
  private final Optional<BitSet> matching;

  /**
   * @param query what is asked
   * @param vector its vector as the space compares it
   * @param matching the rows that its filter lets through; empty = all
   */
  Search(Query query, float[] vector, Optional<BitSet> matching) {
    this.query = query;
    this.vector = vector;
    this.matching = matching;
  }

  Query query() {
    return query;
  }

  float[] vector() {
    return vector;
  }

  Optional<BitSet> matching() {
    return matching;
  }

  boolean lets(int row) {
    return matching.isEmpty() || matching.get().get(row);
  }
}
