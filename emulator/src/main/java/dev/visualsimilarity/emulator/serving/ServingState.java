package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.DeployedModelRef;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All models and endpoints. Thread safe. */
final class ServingState {

  private final StateFiles files;
  private Models models;
  private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();

  /**
   * Reads what there is.
   *
   * @param files are told of every change
   */
  ServingState(StateFiles files) throws IOException {
    this.files = files;
    this.models = new Models(files.models());
    files.endpoints().forEach(endpoint -> endpoints.put(endpoint.getName(), endpoint));
  }

  synchronized Models models() {
    return models;
  }

  /** Changes models; returns them as they are then. */
  synchronized Models changeModels(UnaryOperator<Models> change) {
    Models changed = change.apply(models);
    files.writeModels(changed.versions());
    models = changed;
    return changed;
  }

  synchronized List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  synchronized Endpoint endpoint(String name) {
    return Optional.ofNullable(endpoints.get(name))
        .orElseThrow(() -> ApiErrors.notFound("endpoint %s not found", name));
  }

  synchronized void add(Endpoint endpoint) {
    endpoints.put(endpoint.getName(), endpoint);
    write();
  }

  /** Changes an endpoint that exists; returns it as it is then. */
  synchronized Endpoint changeEndpoint(String name, UnaryOperator<Endpoint> change) {
    Endpoint changed = change.apply(endpoint(name));
    endpoints.put(name, changed);
    write();
    return changed;
  }

  synchronized void removeEndpoint(String name) {
    requireEmpty(endpoint(name));
    endpoints.remove(name);
    write();
  }

  /** Fails if something is deployed there. */
  static void requireEmpty(Endpoint endpoint) {
    if (endpoint.getDeployedModelsCount() > 0) {
      throw ApiErrors.failedPrecondition(
          "endpoint %s has deployed models %s; undeploy them before you delete it",
          endpoint.getName(),
          endpoint.getDeployedModelsList().stream().map(DeployedModel::getId).toList());
    }
  }

  /** Where a version of a model is deployed. */
  synchronized List<DeployedModelRef> deploymentsOf(Model version) {
    return endpoints.values().stream()
        .flatMap(
            endpoint ->
                endpoint.getDeployedModelsList().stream()
                    .filter(deployed -> deployed.getModel().equals(version.getName()))
                    .filter(deployed -> deployed.getModelVersionId().equals(version.getVersionId()))
                    .map(
                        deployed ->
                            DeployedModelRef.newBuilder()
                                .setEndpoint(endpoint.getName())
                                .setDeployedModelId(deployed.getId())
                                .build()))
        .toList();
  }

  private void write() {
    files.writeEndpoints(endpoints.values());
  }
}
