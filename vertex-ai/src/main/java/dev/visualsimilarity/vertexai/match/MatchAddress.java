package dev.visualsimilarity.vertexai.match;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexPrivateEndpoints;
import com.google.cloud.aiplatform.v1.PscAutomatedEndpoints;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a deployment answers queries ("Query a public endpoint", "Query a private endpoint").
 *
 * @param hostAndPort {@code HOST[:PORT]}
 * @param isPrivate whether it is reached in a VPC network only, and over the private service
 */
public record MatchAddress(String hostAndPort, boolean isPrivate) {

  private static final int PRIVATE_PORT = 10000;

  /**
   * The address that an endpoint gives of one of its deployments: its public domain; the address in
   * the peered network; or that of a Private Service Connect endpoint that the service made.
   * Nothing while none is assigned, and where a service attachment is all there is.
   */
  public static Optional<MatchAddress> of(IndexEndpoint endpoint, String deployedIndexId) {
    if (!isPrivate(endpoint)) {
      return Optional.of(endpoint.getPublicEndpointDomainName())
          .filter(domain -> !domain.isEmpty())
          .map(domain -> new MatchAddress(domain, false));
    }
    return endpoint.getDeployedIndexesList().stream()
        .filter(deployment -> deployment.getId().equals(deployedIndexId))
        .map(DeployedIndex::getPrivateEndpoints)
        .flatMap(MatchAddress::addresses)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .map(address -> new MatchAddress(withPort(address), true));
  }

  /** Whether the deployments of an endpoint are reached in a VPC network only. */
  public static boolean isPrivate(IndexEndpoint endpoint) {
    return !endpoint.getNetwork().isEmpty()
        || endpoint.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect();
  }

  /** The server of the private service at an address. It speaks no TLS. */
  public static ApiEndpoint privateServer(String address) {
    return new ApiEndpoint("", 0, true).match(withPort(address));
  }

  /** An address of the private service, with the service's port where it has none. */
  static String withPort(String address) {
    return address.matches(".*:\\d+") ? address : address + ":" + PRIVATE_PORT;
  }

  private static Stream<String> addresses(IndexPrivateEndpoints endpoints) {
    return Stream.concat(
        Stream.of(endpoints.getMatchGrpcAddress()),
        endpoints.getPscAutomatedEndpointsList().stream()
            .map(PscAutomatedEndpoints::getMatchAddress));
  }
}
