package dev.visualsimilarity.pipeline.cleanup;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An emulator with resources that are made through Google's clients. */
public final class TestResources implements AutoCloseable {

  /** Where they are. */
  public static final LocationName PARENT = LocationName.of("local", "us-central1");

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path data;
  private final EmulatorServer emulator;
  private final ApiEndpoint api;
  private final VertexClients clients;
  private final IndexServiceClient indexes;
  private final IndexEndpointServiceClient endpoints;

  /**
   * Starts the emulator.
   *
   * @param folder for the data of indexes
   * @param delay of every operation
   */
  public TestResources(Path folder, Duration delay) throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("data.json"), "{\"id\":\"a\",\"embedding\":[1,0]}\n");
    emulator = EmulatorServer.start(EmulatorOptions.defaults().withOperationDelay(delay));
    api = ApiEndpoint.parse(emulator.endpoint(), "us-central1");
    clients = new VertexClients(api);
    indexes = clients.indexes();
    endpoints = clients.indexEndpoints();
  }

  public ApiEndpoint api() {
    return api;
  }

  /** Creates an index of one small shard; returns its name. */
  public String index(String displayName, Map<String, String> labels)
      throws InvalidProtocolBufferException {
    return done(indexes.getOperationsClient(), begun(displayName, labels))
        .getResponse()
        .unpack(Index.class)
        .getName();
  }

  /** The same, but does not wait for it. */
  public String beginIndex(String displayName, Map<String, String> labels)
      throws InvalidProtocolBufferException {
    return StepOperations.resource(begun(displayName, labels));
  }

  private Operation begun(String displayName, Map<String, String> labels)
      throws InvalidProtocolBufferException {
    Value.Builder metadata = Value.newBuilder();
    JsonFormat.parser()
        .merge(
            """
            {"contentsDeltaUri": "%s",
             "config": {"dimensions": 2, "shardSize": "SHARD_SIZE_SMALL",
                        "algorithmConfig": {"bruteForceConfig": {}}}}
            """
                .formatted(data),
            metadata);
    Index index =
        Index.newBuilder()
            .setDisplayName(displayName)
            .setMetadata(metadata)
            .putAllLabels(labels)
            .build();
    CreateIndexRequest request =
        CreateIndexRequest.newBuilder().setParent(PARENT.toString()).setIndex(index).build();
    return indexes.createIndexCallable().call(request);
  }

  /** Creates a public endpoint; returns its name. */
  public String endpoint(String displayName, Map<String, String> labels)
      throws InvalidProtocolBufferException {
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(PARENT.toString())
            .setIndexEndpoint(
                IndexEndpoint.newBuilder()
                    .setDisplayName(displayName)
                    .setPublicEndpointEnabled(true)
                    .putAllLabels(labels))
            .build();
    return done(
            endpoints.getOperationsClient(), endpoints.createIndexEndpointCallable().call(request))
        .getResponse()
        .unpack(IndexEndpoint.class)
        .getName();
  }

  /** Deploys with one replica. */
  public void deploy(String endpoint, String index, String id) {
    done(endpoints.getOperationsClient(), beginDeployment(endpoint, index, id));
  }

  /** The same, but does not wait for it. */
  public Operation beginDeployment(String endpoint, String index, String id) {
    DeployedIndex deployment =
        DeployedIndex.newBuilder()
            .setId(id)
            .setIndex(index)
            .setAutomaticResources(
                AutomaticResources.newBuilder().setMinReplicaCount(1).setMaxReplicaCount(1))
            .build();
    DeployIndexRequest request =
        DeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndex(deployment)
            .build();
    return endpoints.deployIndexCallable().call(request);
  }

  /** The display names of all indexes. */
  public List<String> indexes() {
    return StreamSupport.stream(indexes.listIndexes(PARENT).iterateAll().spliterator(), false)
        .map(Index::getDisplayName)
        .sorted()
        .toList();
  }

  /** All endpoints. */
  public List<IndexEndpoint> endpoints() {
    return StreamSupport.stream(
            endpoints.listIndexEndpoints(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  /** The ids of all deployments. */
  public List<String> deployments() {
    return endpoints().stream()
        .flatMap(endpoint -> endpoint.getDeployedIndexesList().stream())
        .map(DeployedIndex::getId)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    clients.close();
    emulator.close();
  }

  private Operation done(OperationsClient operations, Operation begun) {
    return new OperationWaiter(operations, new ApiCalls(api), LIMIT, LIMIT).await("a test", begun);
  }
}
