package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.cost.Prices;
import dev.visualsimilarity.vertexai.cost.ServingCost;
import dev.visualsimilarity.vertexai.deployment.DeploymentCheck;
import dev.visualsimilarity.vertexai.deployment.Deployments;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a deployment to what is asked for, from whatever is there: doing it again changes nothing,
 * and a step that was stopped goes on where it was. Where another index is deployed, the new one
 * comes beside it, and the old one goes when the new one answers.
 */
final class DeployStep {

  private static final Logger LOG = LoggerFactory.getLogger(DeployStep.class);

  /** A public domain may be assigned a while after the deployment is done. */
  private static final Duration ADDRESS_DELAY = Duration.ofMinutes(2);

  /** Of one endpoint ("Deploy and manage public index endpoints"). */
  private static final int MAX_DEPLOYMENTS = 20;

  private final EndpointResources endpoints;
  private final PendingOperations pending;
  private final DeploymentCheck check;

  DeployStep(EndpointResources endpoints, PendingOperations pending, DeploymentCheck check) {
    this.endpoints = endpoints;
    this.pending = pending;
    this.check = check;
  }

  /**
   * Deploys an index that exists.
   *
   * @param sample vectors by id that the deployment must answer with
   * @return the deployment, answering queries, on its endpoint as it is then
   */
  Deployed run(DeployRequest request, Index index, Map<String, float[]> sample) {
    request.replicas().checkFits(IndexConfig.of(index).shardSize());
    checkNotEmpty(index);
    pending.finishEarlier();
    IndexEndpoint chosen = new EndpointChoice(endpoints, pending).choose(request);
    pending.finishOn(chosen, request.ids());
    // Not as it was chosen: what ended meanwhile counts too.
    IndexEndpoint settled = endpoints.get(chosen.getName());
    String id = deployed(request, index, settled);
    awaitAddress(settled.getName(), id);
    IndexEndpoint answering = check.check(settled.getName(), id, index.getUpdateTime(), sample);
    new Replacement(endpoints, request.drain()).undeployOthers(answering, request.ids(), id);
    IndexEndpoint latest = endpoints.get(answering.getName());
    return new Deployed(latest, Deployments.find(latest, id).orElseThrow());
  }

  /** The service refuses an empty index too, but only on an endpoint that was made for it. */
  private static void checkNotEmpty(Index index) {
    if (index.hasIndexStats() && index.getIndexStats().getVectorsCount() == 0) {
      throw UserException.failed(
          "index %s holds no vectors, and an empty index cannot be deployed; build it from index data first, or, if that has only just ended, try again when its count is there"
              .formatted(index.getName()));
    }
  }

  /** Deploys the index unless it is; returns the id under which it is. */
  private String deployed(DeployRequest request, Index index, IndexEndpoint endpoint) {
    List<DeployedIndex> family =
        endpoint.getDeployedIndexesList().stream().filter(request.ids()::include).toList();
    Optional<DeployedIndex> same =
        family.stream()
            .filter(one -> ResourceNames.isSame(one.getIndex(), index.getName()))
            .findFirst();
    if (same.isPresent()) {
      changeReplicas(request, index, endpoint, same.get());
      return same.get().getId();
    }
    checkRoom(endpoint, family);
    String id =
        family.isEmpty() ? request.deployedIndexId() : request.ids().replacing(index.getName());
    if (!family.isEmpty()) {
      LOG.info("{} is deployed: deploying the new index beside it as '{}'", ids(family), id);
    }
    pending.checkMistakes(endpoint, request.ids(), index);
    Optional<DeployedIndex> replaced =
        family.stream()
            .max(Comparator.comparing(DeployedIndex::getCreateTime, Timestamps.comparator()));
    DeployedIndex asked = deployment(request, index, id, replaced);
    tellCost(asked, index);
    endpoints.deploy(endpoint.getName(), asked);
    return id;
  }

  private static void checkRoom(IndexEndpoint endpoint, List<DeployedIndex> family) {
    if (endpoint.getDeployedIndexesCount() >= MAX_DEPLOYMENTS) {
      throw UserException.failed(
          "index endpoint %s has %d deployments, as many as it takes; %s"
              .formatted(
                  endpoint.getName(),
                  endpoint.getDeployedIndexesCount(),
                  family.isEmpty()
                      ? "give another --index-endpoint, or none to create one"
                      : "the new index comes beside %s before that goes: undeploy one, or give another --deployed-index-id for another endpoint"
                          .formatted(ids(family))));
    }
  }

  private void changeReplicas(
      DeployRequest request, Index index, IndexEndpoint endpoint, DeployedIndex current) {
    Optional<DeployedIndex> changed = request.replicas().changed(current);
    if (changed.isEmpty()) {
      LOG.info("'{}' is deployed already", current.getId());
      tellCost(current, index);
    } else {
      LOG.info("'{}' has so far {}", current.getId(), cost(current, index));
      tellCost(changed.get(), index);
      endpoints.mutate(endpoint.getName(), changed.get());
    }
  }

  private static void tellCost(DeployedIndex deployment, Index index) {
    ServingCost cost = cost(deployment, index);
    LOG.info("on Vertex AI, '{}': {}", deployment.getId(), cost);
    if (cost.min() == 1) {
      LOG.warn("one replica: Vertex AI has no SLA for it; --min-replica-count 2 for production");
    }
  }

  private static ServingCost cost(DeployedIndex deployment, Index index) {
    return ServingCost.of(Prices.load(), deployment, index);
  }

  private static List<String> ids(List<DeployedIndex> family) {
    return family.stream().map(DeployedIndex::getId).toList();
  }

  private static DeployedIndex deployment(
      DeployRequest request, Index index, String id, Optional<DeployedIndex> replaced) {
    DeployedIndex.Builder deployment =
        DeployedIndex.newBuilder()
            .setId(id)
            .setIndex(index.getName())
            .setDisplayName(request.shownName());
    request.replicas().request(deployment, replaced);
    return deployment.build();
  }

  private void awaitAddress(String name, String id) {
    IndexEndpoint unused =
        Polling.until(
            "address of " + name,
            ADDRESS_DELAY,
            () -> endpoints.get(name),
            endpoint ->
                !endpoint.getPublicEndpointEnabled()
                    || !Deployments.matchAddress(endpoint, id).isEmpty());
  }
}
