package dev.visualsimilarity.vertexai.deployment;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.match.MatchAddress;
import java.util.Optional;

/** Reads what an endpoint says of its deployments. */
public final class Deployments {

  private Deployments() {}

  /** The deployment of that id, if the endpoint has it. */
  public static Optional<DeployedIndex> find(IndexEndpoint endpoint, String deployedIndexId) {
    return endpoint.getDeployedIndexesList().stream()
        .filter(deployment -> deployment.getId().equals(deployedIndexId))
        .findFirst();
  }

  /** Where a deployment answers queries; empty while the service has not assigned it. */
  public static String matchAddress(IndexEndpoint endpoint, String deployedIndexId) {
    return MatchAddress.of(endpoint, deployedIndexId).map(MatchAddress::hostAndPort).orElse("");
  }

  /**
   * Whether a deployment has caught up with its index ({@code index_sync_time}).
   *
   * @param updated when the index was updated last
   */
  public static boolean isInSync(
      IndexEndpoint endpoint, String deployedIndexId, Timestamp updated) {
    return find(endpoint, deployedIndexId)
        .filter(DeployedIndex::hasIndexSyncTime)
        .filter(deployed -> Timestamps.compare(deployed.getIndexSyncTime(), updated) >= 0)
        .isPresent();
  }
}
