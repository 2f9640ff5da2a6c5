package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.util.Optional;

/** Reads what an endpoint says of its deployments. */
final class Deployments {

  /** Where a peered network finds the match service ("Query a private endpoint"). */
  private static final int PRIVATE_MATCH_PORT = 10000;

  private Deployments() {}

  static Optional<DeployedIndex> find(IndexEndpoint endpoint, String deployedIndexId) {
    return endpoint.getDeployedIndexesList().stream()
        .filter(deployment -> deployment.getId().equals(deployedIndexId))
        .findFirst();
  }

  /**
   * Where a deployment answers queries: the endpoint's public domain, or {@code ADDRESS:10000} in
   * the peered network; empty while the service has not assigned it.
   */
  static String matchAddress(IndexEndpoint endpoint, String deployedIndexId) {
    if (!endpoint.getPublicEndpointDomainName().isEmpty()) {
      return endpoint.getPublicEndpointDomainName();
    }
    return find(endpoint, deployedIndexId)
        .map(deployment -> deployment.getPrivateEndpoints().getMatchGrpcAddress())
        .filter(address -> !address.isEmpty())
        .map(address -> address + ":" + PRIVATE_MATCH_PORT)
        .orElse("");
  }
}
