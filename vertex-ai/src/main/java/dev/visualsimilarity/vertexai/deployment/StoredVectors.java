package dev.visualsimilarity.vertexai.deployment;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads vectors through a deployment by their ids.
 *
 * <table>
 *   <caption>The implementations</caption>
 *   <tr><th>class<th>endpoint<th>call
 *   <tr><td>{@link PublicVectors}<td>public<td>{@code v1.MatchService.ReadIndexDatapoints}
 *   <tr><td>{@link PrivateVectors}<td>VPC peering, Private Service Connect
 *     <td>{@code container.v1.MatchService.BatchGetEmbeddings}
 * </table>
 */
interface StoredVectors {

  /**
   * The vectors by id; without those that are not there, if the service does not refuse then.
   *
   * @throws com.google.api.gax.rpc.ApiException if it refuses, or is not reachable
   */
  Map<String, List<Float>> read(Collection<String> ids);
}
