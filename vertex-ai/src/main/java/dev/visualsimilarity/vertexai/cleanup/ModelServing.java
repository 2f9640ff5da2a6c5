package dev.visualsimilarity.vertexai.cleanup;

import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.aiplatform.v1.DeleteEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteModelRequest;
import com.google.cloud.aiplatform.v1.DeleteModelVersionRequest;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.EndpointServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelServiceClient;
import com.google.cloud.aiplatform.v1.UndeployModelRequest;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of models and their endpoints that a clean-up makes. Thread safe. */
public final class ModelServing implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final VertexClients clients;
  private final ModelServiceClient models;
  private final EndpointServiceClient endpoints;
  private final ApiCalls calls;
  private final RemovalCalls removals;
  private final OperationWaiter waiter;

  /**
   * Connects.
   *
   * @param timeout how long one operation may take
   */
  public ModelServing(ApiEndpoint api, Duration timeout) {
    this.clients = new VertexClients(api);
    this.models = clients.models();
    this.endpoints = clients.endpoints();
    this.calls = new ApiCalls(api);
    this.removals = new RemovalCalls(calls);
    this.waiter = new OperationWaiter(models.getOperationsClient(), calls, timeout, PATIENCE);
  }

  /** What is selected in a location, of all pages; nothing if the server serves no models. */
  public ModelInventory inventory(LocationName parent, Selection selection) {
    List<Model> versions = new ArrayList<>();
    try {
      for (Model model :
          calls.list("list models of " + parent, () -> models.listModels(parent).iterateAll())) {
        versions.addAll(
            calls.list(
                "list versions of " + model.getName(),
                () -> models.listModelVersions(model.getName()).iterateAll()));
      }
    } catch (UserException e) {
      if (e.getCause() instanceof UnimplementedException) {
        return ModelInventory.NONE;
      }
      throw e;
    }
    List<Endpoint> all =
        calls.list(
            "list endpoints of " + parent, () -> endpoints.listEndpoints(parent).iterateAll());
    return ModelInventory.of(versions, all, selection);
  }

  /** Undeploys and waits; false if it was not deployed any more. */
  boolean undeploy(String endpoint, String deployedModelId) {
    return removals.removed(
        "undeploying %s from %s".formatted(deployedModelId, endpoint),
        () ->
            endpoints
                .undeployModelCallable()
                .call(
                    UndeployModelRequest.newBuilder()
                        .setEndpoint(endpoint)
                        .setDeployedModelId(deployedModelId)
                        .putAllTrafficSplit(trafficWithout(endpoint, deployedModelId))
                        .build()),
        waiter,
        () ->
            endpoints.getEndpoint(endpoint).getDeployedModelsList().stream()
                .anyMatch(deployed -> deployed.getId().equals(deployedModelId)));
  }

  /** Deletes an endpoint and waits; false if it was gone. */
  boolean deleteEndpoint(String name) {
    DeleteEndpointRequest request = DeleteEndpointRequest.newBuilder().setName(name).build();
    return removals.removed(
        "deleting " + name,
        () -> endpoints.deleteEndpointCallable().call(request),
        waiter,
        () -> endpoints.getEndpoint(name) != null);
  }

  /** Deletes a model with all its versions and waits; false if it was gone. */
  boolean deleteModel(String name) {
    DeleteModelRequest request = DeleteModelRequest.newBuilder().setName(name).build();
    return removals.removed(
        "deleting " + name,
        () -> models.deleteModelCallable().call(request),
        waiter,
        () -> models.getModel(name) != null);
  }

  /** Deletes a version of a model, named with {@code @VERSION}; false if it was gone. */
  boolean deleteVersion(String name) {
    DeleteModelVersionRequest request =
        DeleteModelVersionRequest.newBuilder().setName(name).build();
    return removals.removed(
        "deleting " + name,
        () -> models.deleteModelVersionCallable().call(request),
        waiter,
        () -> models.getModel(name) != null);
  }

  @Override
  public void close() {
    clients.close();
  }

  /**
   * A model that gets traffic is undeployed only if that goes to others; where there are none, no.
   */
  private Map<String, Integer> trafficWithout(String endpoint, String deployedModelId) {
    Endpoint now = endpoints.getEndpoint(endpoint);
    Map<String, Integer> shares = new TreeMap<>(now.getTrafficSplitMap());
    Integer share = shares.remove(deployedModelId);
    if (share == null || share == 0 || now.getDeployedModelsCount() < 2) {
      return Map.of();
    }
    String heir =
        now.getDeployedModelsList().stream()
            .map(deployed -> deployed.getId())
            .filter(id -> !id.equals(deployedModelId))
            .findFirst()
            .orElseThrow();
    shares.merge(heir, share, Integer::sum);
    return shares;
  }
}
