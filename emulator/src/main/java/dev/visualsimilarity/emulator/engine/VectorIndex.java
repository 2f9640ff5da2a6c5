package dev.visualsimilarity.emulator.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A way of finding the candidates nearest to queries. Implementations are immutable. */
interface VectorIndex {

  /**
   * A query made ready.
   *
   * @param query what is asked
   * @param vector its vector as the space compares it
   * @param matching the rows that its filter lets through; empty = all
   */
  record Search(Query query, float[] vector, Optional<BitSet> matching) {

    boolean lets(int row) {
      return matching.isEmpty() || matching.get().get(row);
    }
  }

  /**
   * The best rows of each search, in the order of the searches. At least {@link
   * Query#neighborCount()} where so many match and the index keeps them; all of the ones that could
   * be results where the number a crowding tag is limited.
   */
  List<TopRows> candidates(List<Search> searches);
}
