package dev.visualsimilarity.vertexai.match;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to deployments, over the service that their endpoint has. */
public final class NeighborSearches implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NeighborSearches.class);

  private final VertexClients clients;
  private final ApiEndpoint api;

  /**
   * @param api where endpoints are looked up
   */
  public NeighborSearches(ApiEndpoint api) {
    this.clients = new VertexClients(api);
    this.api = api;
  }

  /**
   * Connects to a deployment; its endpoint says whether it is public, and where it answers unless
   * the deployment says so itself.
   *
   * @throws UserException if there is no such deployment, or no address
   */
  public NeighborSearch open(Deployment deployment) {
    IndexEndpointServiceClient endpoints = clients.indexEndpoints();
    String name = deployment.indexEndpoint();
    IndexEndpoint endpoint =
        new ApiCalls(api)
            .call("read index endpoint " + name, () -> endpoints.getIndexEndpoint(name));
    requireDeployed(endpoint, deployment);
    Deployment addressed = addressed(endpoint, deployment);
    String address = addressed.matchAddress();
    if (MatchAddress.isPrivate(endpoint)) {
      ApiEndpoint server = MatchAddress.privateServer(address);
      return new PrivateNeighborSearch(clients.channel(server), new ApiCalls(server), addressed);
    }
    return new PublicNeighborSearch(
        clients.matches(address), new ApiCalls(api.match(address)), addressed);
  }

  /** The index that a deployment serves; nothing where it cannot be read. */
  public Optional<Index> index(Deployment deployment) {
    ApiCalls calls = new ApiCalls(api);
    String endpoint = deployment.indexEndpoint();
    try {
      return calls
          .call(
              "read index endpoint " + endpoint,
              () -> clients.indexEndpoints().getIndexEndpoint(endpoint))
          .getDeployedIndexesList()
          .stream()
          .filter(one -> one.getId().equals(deployment.deployedIndexId()))
          .findFirst()
          .map(DeployedIndex::getIndex)
          .map(name -> calls.call("read " + name, () -> clients.indexes().getIndex(name)));
    } catch (UserException e) {
      LOG.debug("the index of {} cannot be read", deployment, e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    clients.close();
  }

  private static void requireDeployed(IndexEndpoint endpoint, Deployment deployment) {
    boolean found =
        endpoint.getDeployedIndexesList().stream()
            .anyMatch(one -> one.getId().equals(deployment.deployedIndexId()));
    if (!found) {
      String known =
          endpoint.getDeployedIndexesList().stream()
              .map(DeployedIndex::getId)
              .collect(Collectors.joining(", "));
      throw UserException.failed(
          "cannot query %s: no index is deployed there under that id; %s"
              .formatted(
                  deployment, known.isEmpty() ? "none is at all" : "those deployed are " + known));
    }
  }

  private Deployment addressed(IndexEndpoint endpoint, Deployment deployment) {
    if (!deployment.matchAddress().isEmpty()) {
      return deployment;
    }
    String address =
        MatchAddress.of(endpoint, deployment.deployedIndexId())
            .map(MatchAddress::hostAndPort)
            .orElse("");
    if (address.isEmpty() && MatchAddress.isPrivate(endpoint)) {
      throw UserException.failed(
          "cannot query %s: its endpoint is private and has no address of its own; give that of the Private Service Connect endpoint that you made in your network as match address"
              .formatted(deployment));
    }
    return new Deployment(deployment.indexEndpoint(), deployment.deployedIndexId(), address);
  }
}
