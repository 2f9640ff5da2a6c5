package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.OperationsGrpc.OperationsBlockingStub;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Does the requests of {@link KilledServerTest} and reads back what there is. */
final class ShopClient implements AutoCloseable {
  private static final int ALL = 1000;

  private final ConnectedClients clients;

  /** Google's client of operations would ask a server that is gone for ten minutes. */
  private final ManagedChannel channel;

  private final Path directory;
  private final Map<String, String> indexNames = new HashMap<>();
  private final IndexEndpoint endpoint;

  /** Connects, and creates the one endpoint if it is not there. */
  ShopClient(String address, Path directory) throws Exception {
    this.clients = new ConnectedClients(address);
    this.channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    this.directory = directory;
    clients
        .indexes
        .listIndexes(Clients.LOCATION)
        .iterateAll()
        .forEach(index -> indexNames.put(index.getDisplayName(), index.getName()));
    IndexEndpoint found = null;
    for (IndexEndpoint other :
        clients.endpoints.listIndexEndpoints(Clients.LOCATION).iterateAll()) {
      found = other;
    }
    endpoint = found == null ? create() : found;
  }

  private IndexEndpoint create() throws Exception {
    return clients
        .endpoints
        .createIndexEndpointAsync(
            Clients.LOCATION,
            IndexEndpoint.newBuilder()
                .setDisplayName("shop")
                .setPublicEndpointEnabled(true)
                .build())
        .get();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    clients.close();
  }

  Operation operation(String name) {
    return operations().getOperation(GetOperationRequest.newBuilder().setName(name).build());
  }

  /**
   * Everything; the contents of indexes that are not deployed as {@code known}, if their number is
   * right.
   */
  ShopState read(ShopState known) {
    ShopState state = ShopState.EMPTY;
    Map<String, String> displayNames = new HashMap<>();
    for (Index index : clients.indexes.listIndexes(Clients.LOCATION).iterateAll()) {
      displayNames.put(index.getName(), index.getDisplayName());
      SortedMap<String, Integer> contents =
          known.contents().getOrDefault(index.getDisplayName(), new TreeMap<>());
      if (contents.size() != index.getIndexStats().getVectorsCount()) {
        contents = new TreeMap<>(Map.of("count", (int) index.getIndexStats().getVectorsCount()));
      }
      state = state.withContents(index.getDisplayName(), contents);
    }
    for (var deployed :
        clients.endpoints.getIndexEndpoint(endpoint.getName()).getDeployedIndexesList()) {
      String index = displayNames.get(deployed.getIndex());
      state = state.withDeployment(deployed.getId(), index);
      state = state.withContents(index, found(deployed.getId()));
    }
    return state;
  }

  private SortedMap<String, Integer> found(String deployedIndexId) {
    SortedMap<String, Integer> found = new TreeMap<>();
    for (Neighbor neighbor :
        Samples.find(clients, endpoint, deployedIndexId, Samples.query(ALL, 1, 0))) {
      found.put(neighbor.getDatapoint().getDatapointId(), (int) neighbor.getDistance());
    }
    return found;
  }

  void createIndex(String displayName, SortedMap<String, Integer> contents, Consumer<String> acked)
      throws Exception {
    Operation begun =
        clients
            .indexes
            .createIndexCallable()
            .call(
                CreateIndexRequest.newBuilder()
                    .setParent(Clients.LOCATION)
                    .setIndex(
                        Samples.index(
                                displayName,
                                Samples.metadata(batch(contents), 2, Samples.BRUTE_FORCE))
                            .toBuilder()
                            .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE))
                    .build());
    finish(begun, acked);
    String name = begun.getName();
    indexNames.put(displayName, name.substring(0, name.indexOf("/operations/")));
  }

  void updateIndex(
      String displayName,
      SortedMap<String, Integer> contents,
      boolean overwrite,
      Consumer<String> acked)
      throws Exception {
    String metadata =
        "{\"contentsDeltaUri\": \"%s\", \"isCompleteOverwrite\": %s}"
            .formatted(batch(contents), overwrite);
    Index index =
        Index.newBuilder()
            .setName(indexNames.get(displayName))
            .setMetadata(Samples.json(metadata))
            .build();
    finish(
        clients
            .indexes
            .updateIndexCallable()
            .call(
                UpdateIndexRequest.newBuilder()
                    .setIndex(index)
                    .setUpdateMask(FieldMask.newBuilder().addPaths("metadata"))
                    .build()),
        acked);
  }

  void deleteIndex(String displayName, Consumer<String> acked) {
    finish(
        clients
            .indexes
            .deleteIndexCallable()
            .call(DeleteIndexRequest.newBuilder().setName(indexNames.get(displayName)).build()),
        acked);
  }

  void deploy(String id, String displayName, Consumer<String> acked) {
    Index index = Index.newBuilder().setName(indexNames.get(displayName)).build();
    finish(
        clients.endpoints.deployIndexCallable().call(Samples.deployRequest(endpoint, index, id)),
        acked);
  }

  void undeploy(String id, Consumer<String> acked) {
    finish(
        clients
            .endpoints
            .undeployIndexCallable()
            .call(
                UndeployIndexRequest.newBuilder()
                    .setIndexEndpoint(endpoint.getName())
                    .setDeployedIndexId(id)
                    .build()),
        acked);
  }

  void upsert(String displayName, SortedMap<String, Integer> datapoints) {
    UpsertDatapointsRequest.Builder request =
        UpsertDatapointsRequest.newBuilder().setIndex(indexNames.get(displayName));
    datapoints.forEach(
        (id, value) ->
            request.addDatapoints(
                IndexDatapoint.newBuilder()
                    .setDatapointId(id)
                    .addFeatureVector(value)
                    .addFeatureVector(1)));
    clients.indexes.upsertDatapoints(request.build());
  }

  void remove(String displayName, Iterable<String> ids) {
    clients.indexes.removeDatapoints(
        RemoveDatapointsRequest.newBuilder()
            .setIndex(indexNames.get(displayName))
            .addAllDatapointIds(ids)
            .build());
  }

  private void finish(Operation begun, Consumer<String> acked) {
    acked.accept(begun.getName());
    Operation ended =
        operations()
            .waitOperation(
                WaitOperationRequest.newBuilder()
                    .setName(begun.getName())
                    .setTimeout(Durations.fromSeconds(60))
                    .build());
    if (!ended.hasResponse()) {
      throw new IllegalStateException("operation failed: " + ended);
    }
  }

  private OperationsBlockingStub operations() {
    return OperationsGrpc.newBlockingStub(channel);
  }

  private Path batch(SortedMap<String, Integer> contents) throws Exception {
    return Samples.batch(
        Files.createTempDirectory(directory, "batch"),
        contents.entrySet().stream()
            .map(
                datapoint ->
                    "{\"id\": \"%s\", \"embedding\": [%d, 1]}"
                        .formatted(datapoint.getKey(), datapoint.getValue()))
            .toArray(String[]::new));
  }
}
