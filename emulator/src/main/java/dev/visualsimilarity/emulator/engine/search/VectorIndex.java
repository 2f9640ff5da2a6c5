package dev.visualsimilarity.emulator.engine.search;

import java.util.List;

/** A way of finding the candidates nearest to queries. Implementations are immutable. */
public interface VectorIndex {

  /**
   * The best rows of each search, in the order of the searches. At least {@link
   * Search#neighborCount} where so many match and the index keeps them; all of the ones that could
   * be results where the number a crowding tag is limited.
   */
  List<TopRows> candidates(List<Search> searches);
}
