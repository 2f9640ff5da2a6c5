package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.command.UserException;
import dev.visualsimilarity.vertexai.IndexConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys an index so that doing it again changes nothing: a deployment of the same id and the same
 * index is left as it is.
 */
final class DeployStep {

  private static final Logger LOG = LoggerFactory.getLogger(DeployStep.class);

  /** A public domain may be assigned a while after the deployment is done. */
  private static final Duration ADDRESS_DELAY = Duration.ofMinutes(2);

  private static final Duration ADDRESS_POLL = Duration.ofSeconds(5);

  private final EndpointResources endpoints;

  DeployStep(EndpointResources endpoints) {
    this.endpoints = endpoints;
  }

  /** Deploys an index that exists; returns the endpoint as it is when it answers queries. */
  IndexEndpoint run(DeployRequest request, Index index) {
    request.replicas().checkFits(IndexConfig.of(index).shardSize());
    Optional<IndexEndpoint> given = request.existingEndpoint().map(endpoints::get);
    Optional<IndexEndpoint> deployed = deployed(request, given);
    if (deployed.isPresent()) {
      checkSame(request, index, deployed.get());
      LOG.info("'{}' is deployed already", request.deployedIndexId());
      return addressed(request, deployed.get().getName());
    }
    String endpoint =
        given.isPresent()
            ? given.get().getName()
            : endpoints.create(request.parent(), newEndpoint(request));
    endpoints.deploy(endpoint, deployment(request, index));
    return addressed(request, endpoint);
  }

  /** Ids are unique in a project, so another endpoint than the given one may have it. */
  private Optional<IndexEndpoint> deployed(DeployRequest request, Optional<IndexEndpoint> given) {
    return given
        .filter(endpoint -> Deployments.find(endpoint, request.deployedIndexId()).isPresent())
        .or(() -> endpoints.findByDeployment(request.parent(), request.deployedIndexId()));
  }

  private static void checkSame(DeployRequest request, Index index, IndexEndpoint endpoint) {
    String other =
        Deployments.find(endpoint, request.deployedIndexId())
            .map(DeployedIndex::getIndex)
            .orElse("");
    boolean sameEndpoint =
        request.existingEndpoint().isEmpty()
            || lastPart(request.existingEndpoint().get()).equals(lastPart(endpoint.getName()));
    if (!lastPart(other).equals(lastPart(index.getName())) || !sameEndpoint) {
      throw UserException.failed(
          "deployed index id '%s' is taken: %s on %s; give another --deployed-index-id, or undeploy that one"
              .formatted(request.deployedIndexId(), other, endpoint.getName()));
    }
  }

  /** Names differ in the project, which one may give as id and the service returns as number. */
  private static String lastPart(String resourceName) {
    return resourceName.substring(resourceName.lastIndexOf('/') + 1);
  }

  private static IndexEndpoint newEndpoint(DeployRequest request) {
    return IndexEndpoint.newBuilder()
        .setDisplayName(displayName(request))
        .setNetwork(request.network())
        .setPublicEndpointEnabled(request.publicEndpoint())
        .putAllLabels(request.labels())
        .build();
  }

  private static DeployedIndex deployment(DeployRequest request, Index index) {
    DeployedIndex.Builder deployment =
        DeployedIndex.newBuilder()
            .setId(request.deployedIndexId())
            .setIndex(index.getName())
            .setDisplayName(displayName(request));
    request.replicas().request(deployment);
    return deployment.build();
  }

  private static String displayName(DeployRequest request) {
    return request.displayName().isEmpty() ? request.deployedIndexId() : request.displayName();
  }

  private IndexEndpoint addressed(DeployRequest request, String name) {
    long end = System.nanoTime() + ADDRESS_DELAY.toNanos();
    IndexEndpoint endpoint = endpoints.get(name);
    while (endpoint.getPublicEndpointEnabled()
        && Deployments.matchAddress(endpoint, request.deployedIndexId()).isEmpty()
        && System.nanoTime() < end) {
      LockSupport.parkNanos(ADDRESS_POLL.toNanos());
      endpoint = endpoints.get(name);
    }
    return endpoint;
  }
}
