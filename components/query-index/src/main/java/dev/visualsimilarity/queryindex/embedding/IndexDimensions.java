package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.match.Deployment;
import dev.visualsimilarity.vertexai.match.NeighborSearches;

/** Whether queries are embedded by the model by which an index was built. */
public final class IndexDimensions {

  private IndexDimensions() {}

  /**
   * Compares the length of a query's vector with that of the index's.
   *
   * @throws UserException if the index can be read, and has vectors of another length
   */
  public static void check(NeighborSearches searches, Deployment deployment, Query query) {
    int dimensions =
        searches.index(deployment).map(index -> IndexConfig.of(index).dimensions()).orElse(0);
    int length = query.vector().length;
    if (dimensions > 0 && dimensions != length) {
      throw UserException.failed(
          "the model gives vectors of %d numbers, and the index of %s has those of %d: give the --model-uri by which it was built"
              .formatted(length, deployment, dimensions));
    }
  }
}
