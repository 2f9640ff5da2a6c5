package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.util.List;

/**
 * What is to become of an endpoint.
 *
 * @param isSelected whether it carries the labels itself
 * @param undeployed its deployments that are selected
 * @param kept its other deployments
 */
record EndpointPlan(
    IndexEndpoint endpoint,
    boolean isSelected,
    List<DeployedIndex> undeployed,
    List<DeployedIndex> kept) {

  EndpointPlan {
    undeployed = List.copyOf(undeployed);
    kept = List.copyOf(kept);
  }

  /** Only an endpoint that carries the labels and serves nobody else is deleted. */
  boolean isDeleted() {
    return isSelected && kept.isEmpty();
  }

  boolean concernsUs() {
    return isSelected || !undeployed.isEmpty();
  }
}
