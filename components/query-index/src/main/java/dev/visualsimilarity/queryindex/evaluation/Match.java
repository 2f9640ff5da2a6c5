package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.vertexai.match.Neighbor;
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

  /** {@link Recall#byId}. */
  public double recallById() {
    return Recall.byId(exact, ann);
  }

  /** Exact neighbors that were missed, nearest first: as many as are missing when ties count. */
  public List<Neighbor> missed() {
    long hits = ann.stream().filter(one -> Recall.isHit(exact, one)).count();
    return exact.stream()
        .filter(one -> !Recall.isHit(ann, one))
        .limit(Math.max(0, exact.size() - hits))
        .toList();
  }
}
