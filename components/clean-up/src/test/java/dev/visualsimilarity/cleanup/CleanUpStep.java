package dev.visualsimilarity.cleanup;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.CreateEndpointRequest;
import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.emulator.serving.ServingExtension;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The step beside an emulator of its own, with resources made through Google's clients. */
final class CleanUpStep implements AutoCloseable {

  private static final LocationName PARENT = LocationName.of("local", "us-central1");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Path data;
  private final StringWriter err = new StringWriter();
  private final EmulatorServer emulator;
  private final GrpcProxy proxy;
  private final ApiEndpoint api;
  private final VertexClients clients;
  private final IndexServiceClient indexes;
  private final IndexEndpointServiceClient endpoints;

  /**
   * Starts the emulator.
   *
   * @param folder for the data of indexes and the step's outputs
   */
  CleanUpStep(Path folder) throws IOException {
    this.folder = folder;
    data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("data.json"), "{\"id\":\"a\",\"embedding\":[1,0]}\n");
    emulator =
        EmulatorServer.start(
            EmulatorOptions.defaults(),
            List.of(
                ServingExtension.with(
                    container -> {
                      throw new IllegalStateException("nothing is deployed here");
                    })));
    proxy = new GrpcProxy(emulator.port());
    api = ApiEndpoint.parse(emulator.endpoint(), "us-central1");
    clients = new VertexClients(api);
    indexes = clients.indexes();
    endpoints = clients.indexEndpoints();
  }

  /** Runs the step; returns its exit code. */
  int run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--api-endpoint", proxy.endpoint()));
    all.addAll(List.of("--output-dir", folder.resolve("out").toString()));
    return Commands.commandLine(new CleanUp(Map.of()))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  /** From now on, the service refuses calls of a method; of none, if it is empty. */
  void refuse(String method) {
    proxy.listen(
        (moment, called, number) -> {
          if (moment == Moment.REQUEST && called.equals(method)) {
            throw Status.PERMISSION_DENIED.withDescription("not yours").asRuntimeException();
          }
        });
  }

  /** What all runs so far wrote on the standard error. */
  String errors() {
    return err.toString();
  }

  /** The output parameter of the last run. */
  String parameter(String name) throws IOException {
    return Files.readString(folder.resolve("out/parameters").resolve(name));
  }

  /** Creates an index; returns its name. */
  String index(String displayName, Map<String, String> labels) throws Exception {
    Value.Builder metadata = Value.newBuilder();
    JsonFormat.parser()
        .merge(
            """
            {"contentsDeltaUri": "%s",
             "config": {"dimensions": 2, "algorithmConfig": {"bruteForceConfig": {}}}}
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
    return done(indexes.getOperationsClient(), indexes.createIndexCallable().call(request))
        .getResponse()
        .unpack(Index.class)
        .getName();
  }

  /** Creates a public endpoint; returns its name. */
  String endpoint(String displayName, Map<String, String> labels) throws Exception {
    IndexEndpoint endpoint =
        IndexEndpoint.newBuilder()
            .setDisplayName(displayName)
            .setPublicEndpointEnabled(true)
            .putAllLabels(labels)
            .build();
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(PARENT.toString())
            .setIndexEndpoint(endpoint)
            .build();
    return done(
            endpoints.getOperationsClient(), endpoints.createIndexEndpointCallable().call(request))
        .getResponse()
        .unpack(IndexEndpoint.class)
        .getName();
  }

  /** Uploads a model. */
  void model(String displayName, Map<String, String> labels) {
    UploadModelRequest request =
        UploadModelRequest.newBuilder()
            .setParent(PARENT.toString())
            .setModel(
                Model.newBuilder()
                    .setDisplayName(displayName)
                    .setArtifactUri(data.toString())
                    .setContainerSpec(ModelContainerSpec.newBuilder().setImageUri("model-server"))
                    .putAllLabels(labels))
            .build();
    done(
        clients.models().getOperationsClient(),
        clients.models().uploadModelCallable().call(request));
  }

  /** Creates an endpoint of models. */
  void modelEndpoint(String displayName, Map<String, String> labels) {
    CreateEndpointRequest request =
        CreateEndpointRequest.newBuilder()
            .setParent(PARENT.toString())
            .setEndpoint(Endpoint.newBuilder().setDisplayName(displayName).putAllLabels(labels))
            .build();
    done(
        clients.endpoints().getOperationsClient(),
        clients.endpoints().createEndpointCallable().call(request));
  }

  void deploy(String endpoint, String index, String id) {
    DeployedIndex deployment =
        DeployedIndex.newBuilder()
            .setId(id)
            .setIndex(index)
            .setAutomaticResources(AutomaticResources.newBuilder().setMinReplicaCount(1))
            .build();
    DeployIndexRequest request =
        DeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndex(deployment)
            .build();
    done(endpoints.getOperationsClient(), endpoints.deployIndexCallable().call(request));
  }

  /** The display names of all indexes. */
  List<String> indexes() {
    return StreamSupport.stream(indexes.listIndexes(PARENT).iterateAll().spliterator(), false)
        .map(Index::getDisplayName)
        .sorted()
        .toList();
  }

  /** The display names of all endpoints. */
  List<String> endpoints() {
    return StreamSupport.stream(
            endpoints.listIndexEndpoints(PARENT).iterateAll().spliterator(), false)
        .map(IndexEndpoint::getDisplayName)
        .sorted()
        .toList();
  }

  /** The display names of all models. */
  List<String> models() {
    return StreamSupport.stream(
            clients.models().listModels(PARENT).iterateAll().spliterator(), false)
        .map(Model::getDisplayName)
        .sorted()
        .toList();
  }

  /** The display names of all endpoints of models. */
  List<String> modelEndpoints() {
    return StreamSupport.stream(
            clients.endpoints().listEndpoints(PARENT).iterateAll().spliterator(), false)
        .map(Endpoint::getDisplayName)
        .sorted()
        .toList();
  }

  /** The ids of an endpoint's deployments. */
  List<String> deployments(String endpoint) {
    return endpoints.getIndexEndpoint(endpoint).getDeployedIndexesList().stream()
        .map(DeployedIndex::getId)
        .toList();
  }

  @Override
  public void close() {
    clients.close();
    proxy.close();
    emulator.close();
  }

  private Operation done(OperationsClient operations, Operation begun) {
    return new OperationWaiter(operations, new ApiCalls(api), LIMIT, LIMIT).await("a test", begun);
  }
}
