package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.List;

/**
 * A query and what one index answered, nearest first.
 *
 * @param query what was asked
 * @param neighbors that were found
 */
public record Answer(Query query, List<Neighbor> neighbors) {

  public Answer {
    neighbors = List.copyOf(neighbors);
  }
}
