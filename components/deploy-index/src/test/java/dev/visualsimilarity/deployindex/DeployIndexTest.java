package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.google.longrunning.Operation;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.OperationWaiter;
import dev.visualsimilarity.vertexai.VertexClients;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployIndexTest {

  private static final LocationName PARENT = LocationName.of("local", "us-central1");

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private EmulatorServer emulator;
  private String endpoint;
  private VertexClients clients;
  private IndexEndpointServiceClient endpoints;
  private String index;

  @BeforeEach
  void start() throws Exception {
    emulator = EmulatorServer.start(EmulatorOptions.defaults());
    endpoint = emulator.endpoint();
    clients = new VertexClients(ApiEndpoint.parse(endpoint, "us-central1"));
    endpoints = clients.indexEndpoints();
    index = newIndex("SHARD_SIZE_SMALL");
  }

  @AfterEach
  void stop() {
    clients.close();
    emulator.close();
  }

  @Test
  void deploysToANewEndpointThatAnswersQueries() throws IOException {
    assertThat(
            run(
                "--deployed-index-id", "shoes_1",
                "--display-name", "Shoes",
                "--labels", "{\"team\": \"search\"}",
                "--machine-type", "e2-standard-2",
                "--min-replica-count", "1",
                "--max-replica-count", "3"))
        .as(err.toString())
        .isZero();
    IndexEndpoint created = endpoints.getIndexEndpoint(parameter("index_endpoint"));
    assertThat(created.getDisplayName()).isEqualTo("Shoes");
    assertThat(created.getPublicEndpointEnabled()).isTrue();
    assertThat(created.getLabelsMap())
        .isEqualTo(Map.of("team", "search", "visual-similarity-deployed-index-id", "shoes_1"));
    DeployedIndex deployed = created.getDeployedIndexes(0);
    assertThat(deployed.getIndex()).isEqualTo(index);
    assertThat(deployed.getDedicatedResources().getMachineSpec().getMachineType())
        .isEqualTo("e2-standard-2");
    assertThat(deployed.getDedicatedResources().getMaxReplicaCount()).isEqualTo(3);

    assertThat(parameter("deployed_index_id")).isEqualTo("shoes_1");
    assertThat(parameter("match_address")).isEqualTo(emulator.address());
    assertThat(nearest(parameter("match_address"), created.getName())).isEqualTo("b");
    assertThat(operations()).hasSize(2);
  }

  @Test
  void withoutAMachineTypeTheServiceChoosesTheMachines() throws IOException {
    assertThat(run("--deployed-index-id", "a1", "--machine-type", "")).isZero();
    DeployedIndex deployed =
        endpoints.getIndexEndpoint(parameter("index_endpoint")).getDeployedIndexes(0);
    assertThat(deployed.hasDedicatedResources()).isFalse();
    assertThat(deployed.getAutomaticResources().getMinReplicaCount()).isEqualTo(1);
    assertThat(deployed.getAutomaticResources().getMaxReplicaCount()).isEqualTo(1);
  }

  @Test
  void doingItAgainChangesNothing() throws IOException {
    assertThat(run("--deployed-index-id", "a1")).isZero();
    String existing = parameter("index_endpoint");
    assertThat(run("--deployed-index-id", "a1")).as(err.toString()).isZero();
    assertThat(run("--deployed-index-id", "a1", "--index-endpoint", existing)).isZero();
    assertThat(parameter("index_endpoint")).isEqualTo(existing);
    assertThat(parameter("match_address")).isEqualTo(emulator.address());
    assertThat(operations()).isEmpty();
    assertThat(all())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(1);
  }

  @Test
  void deploysToAnEndpointThatExists() throws IOException {
    assertThat(run("--deployed-index-id", "a1")).isZero();
    String existing = parameter("index_endpoint");
    assertThat(run("--deployed-index-id", "a2", "--index-endpoint", existing)).isZero();
    assertThat(all())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(2);
    assertThat(operations()).hasSize(1);
  }

  @Test
  void anEndpointWhoseDeploymentFailedIsUsedTheNextTime() throws IOException {
    String id = "A" + "b".repeat(100);
    assertThat(run("--deployed-index-id", id, "--machine-type", "abacus")).isEqualTo(1);
    assertThat(err.toString()).contains("abacus");
    String left = all().get(0).getName();
    assertThat(all())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(0);

    assertThat(run("--deployed-index-id", id)).as(err.toString()).isZero();
    assertThat(parameter("index_endpoint")).isEqualTo(left);
    assertThat(all())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(1);
    assertThat(operations()).hasSize(1);
  }

  @Test
  void anEndpointThatWasLeftIsFoundBehindTheFirstPages() throws IOException {
    createOthers(120);
    assertThat(run("--deployed-index-id", "a1", "--machine-type", "abacus")).isEqualTo(1);
    assertThat(run("--deployed-index-id", "a1")).as(err.toString()).isZero();
    assertThat(run("--deployed-index-id", "a1")).as(err.toString()).isZero();
    assertThat(all()).hasSize(121);
    assertThat(all()).filteredOn(one -> one.getDeployedIndexesCount() == 1).hasSize(1);
  }

  @Test
  void anEndpointThatIsNotLeftOverIsNotUsed() throws IOException {
    assertThat(run("--deployed-index-id", "a1", "--machine-type", "abacus")).isEqualTo(1);
    assertThat(run("--deployed-index-id", "a2")).as(err.toString()).isZero();
    assertThat(all()).hasSize(2);
    assertThat(
            run(
                "--deployed-index-id", "a1",
                "--public-endpoint-enabled", "false",
                "--network", "projects/123/global/networks/vpc"))
        .as(err.toString())
        .isZero();
    assertThat(all()).hasSize(3);
    assertThat(endpoints.getIndexEndpoint(parameter("index_endpoint")).getNetwork())
        .isEqualTo("projects/123/global/networks/vpc");
    assertThat(run("--deployed-index-id", "A2")).as(err.toString()).isZero();
    assertThat(all()).hasSize(4);
  }

  @Test
  void anIdThatAnotherIndexHasIsRefused() throws Exception {
    assertThat(run("--deployed-index-id", "a1", "--display-name", "Shoes")).isZero();
    String first = index;
    String taken = parameter("index_endpoint");
    index = newIndex("SHARD_SIZE_SMALL");
    assertThat(run("--deployed-index-id", "a1")).isEqualTo(1);
    assertThat(err.toString().strip())
        .contains(
            "deployed index id 'a1' is taken: " + first,
            "on " + taken + " ('Shoes')",
            "give another --deployed-index-id",
            "undeploy-index " + taken.substring(taken.lastIndexOf('/') + 1),
            "or give --index " + first)
        .hasLineCount(1);
    assertThat(all()).hasSize(1);
  }

  @Test
  void anIdThatAnotherEndpointHasIsRefused() throws Exception {
    assertThat(run("--deployed-index-id", "a1")).isZero();
    String taken = parameter("index_endpoint");
    assertThat(run("--deployed-index-id", "a2")).isZero();
    assertThat(run("--deployed-index-id", "a1", "--index-endpoint", parameter("index_endpoint")))
        .isEqualTo(1);
    assertThat(err.toString().strip())
        .contains("deployed index id 'a1' is taken", "or give --index-endpoint " + taken)
        .hasLineCount(1);
  }

  @Test
  void aLabelIsKeptForTheStepItself() {
    String labels =
        IntStream.range(0, 64)
            .mapToObj(i -> "\"k%d\": \"v\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(run("--deployed-index-id", "a1", "--labels", labels)).isEqualTo(2);
    assertThat(err.toString().strip()).contains("allowed are 63").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--deployed-index-id|my-index|--deployed-index-id is not valid: 'my-index'; use letters, digits and '_' (no '-'), begin with a letter, 128 at most, for example 'my_index'",
        "--deployed-index-id|1a|for example 'd_1a'",
        "--deployed-index-id|``|--deployed-index-id is not valid: ''",
        "--network|projects/shop/global/networks/vpc|with the project's number, not its id",
        "--network|projects/123/global/networks/vpc|exclude each other",
        "--min-replica-count|-1|give 1 <= min <= max <= 1000",
        "--max-replica-count|2000|give 1 <= min <= max <= 1000",
        "--index-endpoint|projects/p/locations/us-central1/indexes/7|--index-endpoint is no resource name",
        "--labels|[1]|--labels is no JSON object",
      })
  void aBadParameterIsOneLine(String flag, String value, String message) {
    String[] args =
        flag.equals("--deployed-index-id")
            ? new String[] {flag, value}
            : new String[] {"--deployed-index-id", "a1", flag, value};
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString().strip())
        .startsWith("deploy-index: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(all()).isEmpty();
  }

  @Test
  void aMachineTooSmallForTheShardsIsRefusedAtOnce() throws Exception {
    index = newIndex("SHARD_SIZE_MEDIUM");
    assertThat(run("--deployed-index-id", "a1", "--machine-type", "e2-standard-2")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot hold an index of SHARD_SIZE_MEDIUM");
    assertThat(all()).isEmpty();
  }

  @Test
  void anUnknownIndexOrEndpointIsOneLine() {
    String known = index;
    index = "404";
    assertThat(run("--deployed-index-id", "a1")).isEqualTo(1);
    index = known;
    assertThat(run("--deployed-index-id", "a1", "--index-endpoint", "405")).isEqualTo(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("cannot read index", "indexes/404: not found"),
            line -> assertThat(line).contains("cannot read index endpoint", "/405: not found"));
  }

  @Test
  void aServerThatIsNotThereIsToldWithinSeconds() {
    emulator.close();
    long start = System.nanoTime();
    assertThat(run("--deployed-index-id", "a1")).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
    assertThat(err.toString().strip()).contains("is not reachable").hasLineCount(1);
  }

  @Test
  void carriesNoTensorFlow() {
    assertThat(DeployIndex.class.getClassLoader().getResource("org/tensorflow/Graph.class"))
        .isNull();
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--index", index, "--api-endpoint", endpoint));
    all.addAll(List.of("--output-dir", folder.resolve("out").toString()));
    return Commands.commandLine(new DeployIndex(Map.of()))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private void createOthers(int count) {
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(PARENT.toString())
            .setIndexEndpoint(
                IndexEndpoint.newBuilder().setDisplayName("other").setPublicEndpointEnabled(true))
            .build();
    for (int i = 0; i < count; i++) {
      endpoints.createIndexEndpointCallable().call(request);
    }
    long end = System.nanoTime() + 30_000_000_000L;
    while (all().size() < count && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(all()).hasSize(count);
  }

  private String parameter(String name) throws IOException {
    return Files.readString(folder.resolve("out/parameters").resolve(name));
  }

  private JsonArray operations() throws IOException {
    return JsonParser.parseString(parameter("gcp_resources"))
        .getAsJsonObject()
        .getAsJsonArray("resources");
  }

  private List<IndexEndpoint> all() {
    return StreamSupport.stream(
            endpoints.listIndexEndpoints(PARENT).iterateAll().spliterator(), false)
        .toList();
  }

  private String nearest(String matchAddress, String endpoint) {
    FindNeighborsRequest request =
        FindNeighborsRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId("shoes_1")
            .addQueries(
                FindNeighborsRequest.Query.newBuilder()
                    .setDatapoint(
                        IndexDatapoint.newBuilder().addFeatureVector(0).addFeatureVector(1))
                    .setNeighborCount(1))
            .build();
    return clients
        .matches(matchAddress)
        .findNeighbors(request)
        .getNearestNeighbors(0)
        .getNeighbors(0)
        .getDatapoint()
        .getDatapointId();
  }

  private String newIndex(String shardSize) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("data.json"),
        "{\"id\":\"a\",\"embedding\":[1,0]}\n{\"id\":\"b\",\"embedding\":[0.1,1]}\n");
    Value.Builder metadata = Value.newBuilder();
    JsonFormat.parser()
        .merge(
            """
            {"contentsDeltaUri": "%s",
             "config": {"dimensions": 2, "shardSize": "%s",
                        "algorithmConfig": {"bruteForceConfig": {}}}}
            """
                .formatted(data, shardSize),
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
    ApiCalls calls = new ApiCalls(ApiEndpoint.parse(endpoint, "us-central1"));
    Duration limit = Duration.ofSeconds(30);
    return new OperationWaiter(indexes.getOperationsClient(), calls, limit, limit)
        .await("creating", begun)
        .getResponse()
        .unpack(Index.class)
        .getName();
  }
}
