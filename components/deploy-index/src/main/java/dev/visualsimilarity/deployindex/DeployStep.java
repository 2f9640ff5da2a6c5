package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.IndexConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys an index so that doing it again changes nothing: a deployment of the same id and the same
 * index is left as it is. Where an earlier run made an endpoint but no deployment on it, the next
 * one deploys to that endpoint.
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
    List<IndexEndpoint> known = endpoints.list(request.parent());
    Optional<IndexEndpoint> deployed = deployed(request, given, known);
    if (deployed.isPresent()) {
      checkSame(request, index, deployed.get());
      LOG.info("'{}' is deployed already", request.deployedIndexId());
      return addressed(request, deployed.get().getName());
    }
    String endpoint =
        given
            .or(() -> leftOver(request, known))
            .map(IndexEndpoint::getName)
            .orElseGet(() -> endpoints.create(request.parent(), CreatedEndpoint.of(request)));
    endpoints.deploy(endpoint, deployment(request, index));
    return addressed(request, endpoint);
  }

  /** Ids are unique in a project, so another endpoint than the given one may have it. */
  private static Optional<IndexEndpoint> deployed(
      DeployRequest request, Optional<IndexEndpoint> given, List<IndexEndpoint> known) {
    return Stream.concat(given.stream(), known.stream())
        .filter(endpoint -> Deployments.find(endpoint, request.deployedIndexId()).isPresent())
        .findFirst();
  }

  private static Optional<IndexEndpoint> leftOver(
      DeployRequest request, List<IndexEndpoint> known) {
    Optional<IndexEndpoint> leftOver =
        known.stream()
            .filter(endpoint -> CreatedEndpoint.isLeftOver(endpoint, request))
            .findFirst();
    leftOver.ifPresent(
        endpoint -> LOG.info("deploying to {}, which an earlier run made", endpoint.getName()));
    return leftOver;
  }

  private static void checkSame(DeployRequest request, Index index, IndexEndpoint endpoint) {
    String other =
        Deployments.find(endpoint, request.deployedIndexId())
            .map(DeployedIndex::getIndex)
            .orElse("");
    boolean sameIndex = lastPart(other).equals(lastPart(index.getName()));
    boolean sameEndpoint =
        request.existingEndpoint().isEmpty()
            || lastPart(request.existingEndpoint().get()).equals(lastPart(endpoint.getName()));
    if (sameIndex && sameEndpoint) {
      return;
    }
    throw UserException.failed(
        "deployed index id '%s' is taken: %s is deployed under it on %s ('%s'); give another --deployed-index-id, undeploy that one (gcloud ai index-endpoints undeploy-index %s --deployed-index-id=%s --region=%s), or give %s"
            .formatted(
                request.deployedIndexId(),
                other,
                endpoint.getName(),
                endpoint.getDisplayName(),
                lastPart(endpoint.getName()),
                request.deployedIndexId(),
                request.parent().getLocation(),
                sameIndex ? "--index-endpoint " + endpoint.getName() : "--index " + other));
  }

  /** Names differ in the project, which one may give as id and the service returns as number. */
  private static String lastPart(String resourceName) {
    return resourceName.substring(resourceName.lastIndexOf('/') + 1);
  }

  private static DeployedIndex deployment(DeployRequest request, Index index) {
    DeployedIndex.Builder deployment =
        DeployedIndex.newBuilder()
            .setId(request.deployedIndexId())
            .setIndex(index.getName())
            .setDisplayName(request.shownName());
    request.replicas().request(deployment);
    return deployment.build();
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
