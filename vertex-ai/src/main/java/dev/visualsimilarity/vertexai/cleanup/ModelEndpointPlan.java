package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import java.util.List;

/**
 * What is to become of an endpoint of models.
 *
 * @param isSelected whether it carries the labels itself
 * @param undeployed its deployed models that are selected
 * @param kept its other deployed models
 */
record ModelEndpointPlan(
    Endpoint endpoint,
    boolean isSelected,
    List<DeployedModel> undeployed,
    List<DeployedModel> kept) {

  ModelEndpointPlan {
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
