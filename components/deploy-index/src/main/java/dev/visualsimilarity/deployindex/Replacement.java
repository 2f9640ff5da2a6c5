package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import dev.visualsimilarity.vertexai.deployment.Deployments;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the deployments that another one has replaced. */
final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  private final EndpointResources endpoints;
  private final Duration drain;

  /**
   * @param drain how long clients have to turn to the new deployment
   */
  Replacement(EndpointResources endpoints, Duration drain) {
    this.endpoints = endpoints;
    this.drain = drain;
  }

  /** Undeploys all of these ids but one, which answers queries. */
  void undeployOthers(IndexEndpoint endpoint, DeployedIds ids, String kept) {
    List<DeployedIndex> others =
        endpoint.getDeployedIndexesList().stream()
            .filter(ids::include)
            .filter(deployed -> !deployed.getId().equals(kept))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    LOG.info(
        "'{}' answers; {} is undeployed in {} s",
        kept,
        others.stream().map(DeployedIndex::getId).toList(),
        drain.toSeconds());
    Polling.until("clients turn to '%s'".formatted(kept), drain, () -> false, turned -> turned);
    for (DeployedIndex other : others) {
      // Someone may have undeployed it meanwhile.
      if (Deployments.find(endpoints.get(endpoint.getName()), other.getId()).isPresent()) {
        endpoints.undeploy(endpoint.getName(), other.getId());
        LOG.info("{} is no longer deployed as '{}'", other.getIndex(), other.getId());
      }
    }
  }
}
