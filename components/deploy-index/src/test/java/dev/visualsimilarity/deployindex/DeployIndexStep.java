package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.longrunning.Operation;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
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

/**
 * The step beside an emulator of its own: runs it, and reads what it wrote and what is deployed.
 */
final class DeployIndexStep implements AutoCloseable {

  static final LocationName PARENT = LocationName.of("local", "us-central1");

  /** A loaded machine takes its time. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final Path folder;
  private final StringWriter err = new StringWriter();
  private final EmulatorServer emulator;
  private final String endpoint;
  private final ApiEndpoint api;
  private final VertexClients clients;
  private String index = "";

  /**
   * Starts the emulator.
   *
   * @param folder for the data of indexes and the step's outputs
   */
  DeployIndexStep(Path folder) throws IOException {
    this(folder, Duration.ZERO);
  }

  /**
   * Starts the emulator.
   *
   * @param operationDelay how long each operation waits before it begins
   */
  DeployIndexStep(Path folder, Duration operationDelay) throws IOException {
    this.folder = folder;
    emulator = EmulatorServer.start(EmulatorOptions.defaults().withOperationDelay(operationDelay));
    endpoint = emulator.endpoint();
    api = ApiEndpoint.parse(endpoint, "us-central1");
    clients = new VertexClients(api);
  }

  /** Builds an index of the points a (1, 0) and b (0.1, 1), which the step gets from now on. */
  void useNewIndex(String shardSize) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("data.json"),
        "{\"id\":\"a\",\"embedding\":[1,0]}\n{\"id\":\"b\",\"embedding\":[0.1,1]}\n");
    index = created("\"contentsDeltaUri\": \"%s\",".formatted(data), shardSize);
  }

  /** Makes an index without any data, which the step gets from now on. */
  void useEmptyIndex() throws Exception {
    index = created("", "SHARD_SIZE_SMALL");
  }

  private String created(String contents, String shardSize) throws Exception {
    Value.Builder metadata = Value.newBuilder();
    JsonFormat.parser()
        .merge(
            """
            {%s
             "config": {"dimensions": 2, "shardSize": "%s",
                        "algorithmConfig": {"bruteForceConfig": {}}}}
            """
                .formatted(contents, shardSize),
            metadata);
    Index request = Index.newBuilder().setDisplayName("x").setMetadata(metadata).build();
    IndexServiceClient indexes = clients.indexes();
    Operation begun =
        indexes
            .createIndexCallable()
            .call(
                CreateIndexRequest.newBuilder()
                    .setParent(PARENT.toString())
                    .setIndex(request)
                    .build());
    ApiCalls calls = new ApiCalls(api);
    Duration limit = Duration.ofSeconds(30);
    return new OperationWaiter(indexes.getOperationsClient(), calls, limit, limit)
        .await("creating", begun)
        .getResponse()
        .unpack(Index.class)
        .getName();
  }

  /** Gives the step this index from now on, whether it exists or not. */
  void useIndex(String name) {
    index = name;
  }

  String index() {
    return index;
  }

  /** Runs the step on the index in use; returns its exit code. */
  int run(String... args) {
    return runAt(endpoint, args);
  }

  /** The same with a server, such as a proxy, between the step and the emulator. */
  int runAt(String apiEndpoint, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(arguments(apiEndpoint));
    return Commands.commandLine(new DeployIndex(Map.of(), LOOK))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  /** The flags of the step beside those that a test gives. */
  List<String> arguments(String apiEndpoint) {
    return List.of(
        "--index", index,
        "--api-endpoint", apiEndpoint,
        "--output-dir", folder.resolve("out").toString());
  }

  /** What all runs so far wrote on the standard error. */
  String errors() {
    return err.toString();
  }

  /** The output parameter of the last run. */
  String parameter(String name) throws IOException {
    return Files.readString(folder.resolve("out/parameters").resolve(name));
  }

  /** The long-running operations that the last run began. */
  JsonArray operations() throws IOException {
    return JsonParser.parseString(parameter("gcp_resources"))
        .getAsJsonObject()
        .getAsJsonArray("resources");
  }

  /** The metadata of the artifact that the last run left. */
  JsonObject endpointMetadata() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("out/executor_output.json")))
        .getAsJsonObject()
        .getAsJsonObject("artifacts")
        .getAsJsonObject("index_endpoint_artifact")
        .getAsJsonArray("artifacts")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("metadata");
  }

  IndexEndpoint endpoint(String name) {
    return clients.indexEndpoints().getIndexEndpoint(name);
  }

  List<IndexEndpoint> endpoints() {
    return StreamSupport.stream(
            clients.indexEndpoints().listIndexEndpoints(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  VertexClients clients() {
    return clients;
  }

  /** The emulator's host and port. */
  String address() {
    return emulator.address();
  }

  int port() {
    return emulator.port();
  }

  void stopServer() {
    emulator.close();
  }

  @Override
  public void close() {
    clients.close();
    emulator.close();
  }
}
