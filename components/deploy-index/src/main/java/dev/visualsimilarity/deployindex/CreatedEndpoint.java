package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.util.Locale;

/**
 * The endpoint that this step creates for a deployment. A label says for which, so that a run after
 * one that failed or was stopped between creating and deploying finds it again.
 */
final class CreatedEndpoint {

  /** Its value is the deployed index id in lower case, cut to what a label's value holds. */
  static final String LABEL = "visual-similarity-deployed-index-id";

  private static final int MAX_LABEL_VALUE = 63;

  private CreatedEndpoint() {}

  /** What to create. */
  static IndexEndpoint of(DeployRequest request) {
    return IndexEndpoint.newBuilder()
        .setDisplayName(request.shownName())
        .setNetwork(request.network())
        .setPublicEndpointEnabled(request.publicEndpoint())
        .putAllLabels(request.labels())
        .putLabels(LABEL, labelValue(request.deployedIndexId()))
        .build();
  }

  /**
   * Whether an endpoint was created for such a request and left without a deployment. Ids whose
   * labels are the same may share an endpoint, which serves as many as twenty deployments.
   */
  static boolean isLeftOver(IndexEndpoint endpoint, DeployRequest request) {
    return endpoint.getDeployedIndexesCount() == 0
        && labelValue(request.deployedIndexId()).equals(endpoint.getLabelsMap().get(LABEL))
        && endpoint.getPublicEndpointEnabled() == request.publicEndpoint()
        && endpoint.getNetwork().equals(request.network());
  }

  private static String labelValue(String deployedIndexId) {
    String lower = deployedIndexId.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(lower.length(), MAX_LABEL_VALUE));
  }
}
