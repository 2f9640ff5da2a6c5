package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.ledger.Reject;
import java.util.List;

/**
 * What became of query images.
 *
 * @param queries those with a vector
 * @param rejects the others
 */
public record Embedded(List<Query> queries, List<Reject> rejects) {

  public Embedded {
    queries = List.copyOf(queries);
    rejects = List.copyOf(rejects);
  }
}
