package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import java.util.Map;
import java.util.TreeMap;

/**
 * The endpoint that this step creates for a deployment. A label says for which, so that a run after
 * one that failed or was stopped between creating and deploying finds it again.
 */
final class CreatedEndpoint {

  /** Its value is the deployed index id in lower case, cut to what a label's value holds. */
  static final String LABEL = "visual-similarity-deployed-index-id";

  private CreatedEndpoint() {}

  /** What to create. */
  static IndexEndpoint of(DeployRequest request) {
    IndexEndpoint.Builder endpoint =
        IndexEndpoint.newBuilder()
            .setDisplayName(request.shownName())
            .putAllLabels(request.labels());
    request.kind().request(endpoint);
    request.encryption().ifPresent(endpoint::setEncryptionSpec);
    return endpoint.build();
  }

  /** The labels that the step itself puts on an endpoint. */
  static Map<String, String> labels(DeployRequest request, Attempt attempt) {
    Map<String, String> labels = new TreeMap<>(attempt.labels());
    labels.put(LABEL, Labels.value(request.deployedIndexId()));
    return labels;
  }

  /**
   * Whether an endpoint was created for such a request and left without a deployment. Ids whose
   * labels are the same may share an endpoint, which serves as many as twenty deployments.
   */
  static boolean isLeftOver(IndexEndpoint endpoint, DeployRequest request) {
    return endpoint.getDeployedIndexesCount() == 0
        && Labels.value(request.deployedIndexId()).equals(endpoint.getLabelsMap().get(LABEL))
        && request.kind().isOf(endpoint);
  }
}
