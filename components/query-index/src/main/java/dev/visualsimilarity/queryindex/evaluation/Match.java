package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.search.Neighbor;
import java.util.List;

/**
 * A query and what both indexes answered, nearest first.
 *
 * @param query what was asked
 * @param ann of the approximate index
 * @param exact of the exact one
 */
public record Match(Query query, List<Neighbor> ann, List<Neighbor> exact) {

  public Match {
    ann = List.copyOf(ann);
    exact = List.copyOf(exact);
  }

  /** {@link Recall#tieFair}. */
  public double recall() {
    return Recall.tieFair(exact, ann);
  }
}
