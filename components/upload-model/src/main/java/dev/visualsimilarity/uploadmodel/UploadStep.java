package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the model uploaded and, if asked for, deployed, and writes what is there then. */
final class UploadStep {

  static final String MODEL_ARTIFACT = "model_artifact";

  private static final Logger LOG = LoggerFactory.getLogger(UploadStep.class);

  private final ModelUpload upload;
  private final ModelDeployment deployment;
  private final AnswerCheck check;
  private final ApiEndpoint api;
  private final Outputs outputs;

  UploadStep(
      ModelUpload upload,
      ModelDeployment deployment,
      AnswerCheck check,
      ApiEndpoint api,
      Outputs outputs) {
    this.upload = upload;
    this.deployment = deployment;
    this.check = check;
    this.api = api;
    this.outputs = outputs;
  }

  /**
   * Does it.
   *
   * @param dimensions of the model's vectors; 0: not known
   */
  void run(UploadRequest request, int dimensions) throws IOException {
    request.deployment().ifPresent(deployment::check);
    Model version = upload.run(request);
    LOG.info("{} has version {}", version.getName(), version.getVersionId());
    outputs.parameter("model", version.getName());
    outputs.parameter("model_version_id", version.getVersionId());
    outputs.artifact(
        MODEL_ARTIFACT, api.resourceUri(version.getName()), metadata(version.getName(), version));
    Optional<Endpoint> endpoint =
        request.deployment().isPresent()
            ? Optional.of(deployed(request, version, dimensions))
            : Optional.empty();
    write(endpoint, version);
  }

  private Endpoint deployed(UploadRequest request, Model version, int dimensions)
      throws IOException {
    Endpoint endpoint = deployment.run(request, request.deployment().orElseThrow(), version);
    check.run(endpoint, dimensions);
    return endpoint;
  }

  private void write(Optional<Endpoint> endpoint, Model version) {
    String name = endpoint.map(Endpoint::getName).orElse("");
    String id =
        endpoint
            .flatMap(one -> ModelDeployment.find(one, version))
            .map(DeployedModel::getId)
            .orElse("");
    outputs.parameter("endpoint", name);
    outputs.parameter("deployed_model_id", id);
    if (endpoint.isEmpty()) {
      outputs.artifact("endpoint_artifact", Map.of());
      return;
    }
    Map<String, Object> metadata = metadata(name, version);
    metadata.put("deployedModelId", id);
    String domain = endpoint.get().getDedicatedEndpointDns();
    if (!domain.isEmpty()) {
      metadata.put("dedicatedEndpointDns", domain);
    }
    outputs.artifact("endpoint_artifact", api.resourceUri(name), metadata);
  }

  private static Map<String, Object> metadata(String resourceName, Model version) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceName", resourceName);
    metadata.put("modelVersionId", version.getVersionId());
    return metadata;
  }
}
