package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.vertexai.NotApplied;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The endpoint that this step creates for a deployment. A label says for which, so that a run after
 * one that failed or was stopped between creating and deploying finds it again.
 */
final class CreatedEndpoint {

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
    labels.put(DeployedIds.LABEL, request.ids().label());
    return labels;
  }

  /**
   * What a request asks for of a new endpoint, and an endpoint has otherwise.
   *
   * @param labels that the user gave
   */
  static NotApplied notApplied(
      DeployRequest request, Map<String, String> labels, IndexEndpoint endpoint) {
    return new NotApplied()
        .setting(
            "--private-service-connect-projects",
            sorted(request.kind().connectProjects()),
            sorted(endpoint.getPrivateServiceConnectConfig().getProjectAllowlistList()))
        .setting(
            "--encryption-spec-key-name",
            request.encryption().map(EncryptionSpec::getKmsKeyName).orElse(""),
            endpoint.getEncryptionSpec().getKmsKeyName())
        .labels(labels, endpoint.getLabelsMap());
  }

  private static String sorted(List<String> projects) {
    return String.join(",", new TreeSet<>(projects));
  }

  /**
   * Whether an endpoint was created for such a request and left without a deployment. Ids whose
   * labels are the same may share an endpoint, which serves as many as twenty deployments.
   */
  static boolean isLeftOver(IndexEndpoint endpoint, DeployRequest request) {
    return endpoint.getDeployedIndexesCount() == 0
        && request.ids().label().equals(endpoint.getLabelsMap().get(DeployedIds.LABEL))
        && request.kind().isOf(endpoint);
  }
}
