package dev.visualsimilarity.vertexai.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds neighbors in one deployed index. Thread safe.
 *
 * <table>
 *   <caption>The implementations</caption>
 *   <tr><th>class<th>endpoint<th>service
 *   <tr><td>{@link PublicNeighborSearch}<td>public<td>{@code google.cloud.aiplatform.v1}
 *   <tr><td>{@link PrivateNeighborSearch}<td>VPC peering, Private Service Connect
 *     <td>{@code google.cloud.aiplatform.container.v1}
 * </table>
 */
public interface NeighborSearch {

  /** At 2,048 dimensions, half a megabyte a request. */
  int QUERIES_A_REQUEST = 64;

  /**
   * Finds the neighbors of each vector, nearest first, many queries a request; fewer than asked for
   * where the index has no more.
   *
   * @throws dev.visualsimilarity.error.UserException if the service refuses or is not reachable
   */
  List<List<Neighbor>> find(List<float[]> vectors, SearchOptions options);

  /** Asks for vectors in requests of {@value #QUERIES_A_REQUEST}; the answers in their order. */
  static List<List<Neighbor>> inRequests(
      List<float[]> vectors, Function<List<float[]>, List<List<Neighbor>>> request) {
    List<List<Neighbor>> all = new ArrayList<>(vectors.size());
    for (int from = 0; from < vectors.size(); from += QUERIES_A_REQUEST) {
      List<float[]> asked =
          vectors.subList(from, Math.min(vectors.size(), from + QUERIES_A_REQUEST));
      List<List<Neighbor>> answers = request.apply(asked);
      if (answers.size() != asked.size()) {
        throw new IllegalStateException(
            "%d queries had %d answers".formatted(asked.size(), answers.size()));
      }
      all.addAll(answers);
    }
    return all;
  }
}
