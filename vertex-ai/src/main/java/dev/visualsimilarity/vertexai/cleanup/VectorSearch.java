package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeleteIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationLists;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls of Vector Search that a clean-up makes. What is gone already counts as removed. Thread
 * safe.
 */
public final class VectorSearch implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final VertexClients clients;
  private final IndexServiceClient indexes;
  private final IndexEndpointServiceClient endpoints;
  private final ApiCalls calls;
  private final RemovalCalls removals;
  private final Duration timeout;

  /**
   * Connects.
   *
   * @param timeout how long one operation may take
   */
  public VectorSearch(ApiEndpoint api, Duration timeout) {
    this.clients = new VertexClients(api);
    this.indexes = clients.indexes();
    this.endpoints = clients.indexEndpoints();
    this.calls = new ApiCalls(api);
    this.removals = new RemovalCalls(calls);
    this.timeout = timeout;
  }

  /** What is selected in a location, of all pages. */
  public Inventory inventory(LocationName parent, Selection selection) {
    // Before the lists: what ends in between is in them.
    RunningOperations running =
        RunningOperations.of(new OperationLists(indexes.getOperationsClient(), calls), parent);
    List<Index> allIndexes =
        calls.list("list indexes of " + parent, () -> indexes.listIndexes(parent).iterateAll());
    List<IndexEndpoint> allEndpoints =
        calls.list(
            "list index endpoints of " + parent,
            () -> endpoints.listIndexEndpoints(parent).iterateAll());
    Set<String> shown =
        Stream.concat(
                allIndexes.stream().map(Index::getName),
                allEndpoints.stream().map(IndexEndpoint::getName))
            .map(ResourceNames::id)
            .collect(Collectors.toSet());
    List<String> beingDeployed =
        allEndpoints.stream()
            .flatMap(endpoint -> running.beingDeployed(endpoint, selection).stream())
            .toList();
    return Inventory.of(
        allIndexes, allEndpoints, running.beingCreated(shown, selection), beingDeployed, selection);
  }

  /** Undeploys and waits; false if it was not deployed any more. */
  public boolean undeploy(String endpoint, String deployedIndexId) {
    UndeployIndexRequest request =
        UndeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId(deployedIndexId)
            .build();
    return removals.removed(
        "undeploying '%s' from %s".formatted(deployedIndexId, endpoint),
        () -> endpoints.undeployIndexCallable().call(request),
        endpointWaiter(),
        () ->
            endpoints.getIndexEndpoint(endpoint).getDeployedIndexesList().stream()
                .anyMatch(deployment -> deployment.getId().equals(deployedIndexId)));
  }

  /** Deletes an endpoint and waits; false if it was gone. */
  public boolean deleteEndpoint(String name) {
    DeleteIndexEndpointRequest request =
        DeleteIndexEndpointRequest.newBuilder().setName(name).build();
    return removals.removed(
        "deleting " + name,
        () -> endpoints.deleteIndexEndpointCallable().call(request),
        endpointWaiter(),
        () -> endpoints.getIndexEndpoint(name) != null);
  }

  /** Deletes an index and waits; false if it was gone. */
  public boolean deleteIndex(String name) {
    DeleteIndexRequest request = DeleteIndexRequest.newBuilder().setName(name).build();
    return removals.removed(
        "deleting " + name,
        () -> indexes.deleteIndexCallable().call(request),
        new OperationWaiter(indexes.getOperationsClient(), calls, timeout, PATIENCE),
        () -> indexes.getIndex(name) != null);
  }

  @Override
  public void close() {
    clients.close();
  }

  private OperationWaiter endpointWaiter() {
    return new OperationWaiter(endpoints.getOperationsClient(), calls, timeout, PATIENCE);
  }
}
