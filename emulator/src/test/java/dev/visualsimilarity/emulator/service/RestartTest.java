package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.common.primitives.Floats;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.emulator.state.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator with a data directory, stopped and started again. */
class RestartTest {
  private static final String TREE_AH =
      "\"approximateNeighborsCount\": 20, \"featureNormType\": \"UNIT_L2_NORM\", \"algorithmConfig\": {\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 7}}";

  @TempDir Path directory;
  private Path data;
  private Clients clients;

  @BeforeEach
  void start() throws Exception {
    data = directory.resolve("data");
    clients = new Clients(options());
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void everyResourceIsThereAgain() throws Exception {
    Index index =
        Samples.create(
            clients,
            Samples.index("shop", Samples.metadata(batch("base", 50), 2, TREE_AH)).toBuilder()
                .setDescription("described")
                .putLabels("team", "search")
                .setEncryptionSpec(EncryptionSpec.newBuilder().setKmsKeyName("key"))
                .build());
    IndexEndpoint open = Samples.publicEndpoint(clients);
    IndexEndpoint closed = privateEndpoint();
    Samples.deploy(clients, open, index, "open");
    Samples.deploy(clients, closed, index, "closed");
    clients.endpoints.updateIndexEndpoint(
        open.toBuilder().clearEtag().setDescription("new").build(),
        FieldMask.newBuilder().addPaths("description").build());
    Index deployed = clients.indexes.getIndex(index.getName());
    IndexEndpoint before = clients.endpoints.getIndexEndpoint(open.getName());
    List<String> found = found(open, "open");
    List<Operation> operations = operations();

    restart();

    assertThat(clients.indexes.getIndex(index.getName())).isEqualTo(deployed);
    assertThat(clients.endpoints.getIndexEndpoint(open.getName()))
        .isEqualTo(
            before.toBuilder().setPublicEndpointDomainName(clients.server.address()).build());
    DeployedIndex peered =
        clients.endpoints.getIndexEndpoint(closed.getName()).getDeployedIndexes(0);
    assertThat(peered.getPrivateEndpoints().getMatchGrpcAddress())
        .isEqualTo(clients.server.privateAddress());
    assertThat(found(open, "open")).isEqualTo(found).hasSize(10);
    assertThat(operations()).isEqualTo(operations).hasSize(5);
  }

  @Test
  void batchesStreamsAndDeletionsAreThereAgain() throws Exception {
    Index index =
        Samples.create(
            clients,
            Samples.index("shop", Samples.metadata(batch("base", 50), 2, Samples.BRUTE_FORCE))
                .toBuilder()
                .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
                .build());
    Index removed =
        Samples.create(
            clients,
            Samples.index("gone", Samples.metadata(batch("base", 3), 2, Samples.BRUTE_FORCE)));
    IndexEndpoint endpoint = Samples.publicEndpoint(clients);
    Samples.deploy(clients, endpoint, index, "shop");
    clients.indexes.deleteIndexAsync(removed.getName()).get();
    upsert(index, "new", 900, 0);
    Path delta =
        Samples.batch(directory.resolve("delta"), "{\"id\": \"d\", \"embedding\": [800, 0]}");
    Files.createDirectory(delta.resolve("delete"));
    Files.write(delta.resolve("delete/ids.txt"), List.of("49"));
    update(index, "{\"contentsDeltaUri\": \"%s\"}".formatted(delta));
    upsert(index, "d", 950, 0);
    remove(index, "48", "new");
    upsert(index, "48", 1000, 0);
    List<String> expected = found(endpoint, "shop");
    assertThat(expected).startsWith("48", "d", "47", "46");

    for (int i = 0; i < 2; i++) {
      restart();
      assertThat(found(endpoint, "shop")).isEqualTo(expected);
      assertThat(clients.indexes.getIndex(index.getName()).getIndexStats().getVectorsCount())
          .isEqualTo(50);
      assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).hasSize(1);
    }
    clients.endpoints.undeployIndexAsync(endpoint.getName(), "shop").get();
    clients.indexes.deleteIndexAsync(index.getName()).get();
    restart();
    assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).isEmpty();
    try (var contents = Files.list(data.resolve("contents"))) {
      assertThat(contents).isEmpty();
    }
  }

  @Test
  void manyUpsertsAndTheCompactionsBehindThemAreThereAgain() throws Exception {
    Index index =
        Samples.create(
            clients,
            Index.newBuilder()
                .setDisplayName("stream")
                .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
                .setMetadata(
                    Samples.json(
                        "{\"config\": {\"dimensions\": 2, %s}}".formatted(Samples.BRUTE_FORCE)))
                .build());
    for (int i = 0; i < 80; i++) {
      upsert(index, "p" + i, i, 1);
      if (i % 3 == 0) {
        remove(index, "p" + i / 2);
      }
    }
    long count = clients.indexes.getIndex(index.getName()).getIndexStats().getVectorsCount();
    IndexEndpoint endpoint = Samples.publicEndpoint(clients);
    Samples.deploy(clients, endpoint, index, "stream");
    List<String> expected = found(endpoint, "stream");

    restart();

    assertThat(found(endpoint, "stream")).isEqualTo(expected);
    assertThat(clients.indexes.getIndex(index.getName()).getIndexStats().getVectorsCount())
        .isEqualTo(count);
  }

  @Test
  void anOperationThatWasRunningHasFailedAndChangedNothing() throws Exception {
    clients.close();
    clients = new Clients(options().withOperationDelay(Duration.ofMinutes(1)));
    Operation begun =
        clients
            .indexes
            .createIndexCallable()
            .call(
                CreateIndexRequest.newBuilder()
                    .setParent(Clients.LOCATION)
                    .setIndex(
                        Samples.index(
                            "shop", Samples.metadata(batch("base", 5), 2, Samples.BRUTE_FORCE)))
                    .build());

    restart();

    Operation ended = clients.indexes.getOperationsClient().getOperation(begun.getName());
    assertThat(ended.getDone()).isTrue();
    assertThat(ended.getError().getCode()).isEqualTo(Code.ABORTED_VALUE);
    assertThat(ended.getMetadata()).isEqualTo(begun.getMetadata());
    assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).isEmpty();
  }

  @Test
  void newNamesAreNotThoseOfBefore() throws Exception {
    Index before =
        Samples.create(
            clients,
            Samples.index("one", Samples.metadata(batch("base", 1), 2, Samples.BRUTE_FORCE)));

    restart();

    Index after =
        Samples.create(
            clients,
            Samples.index("two", Samples.metadata(batch("base", 1), 2, Samples.BRUTE_FORCE)));
    assertThat(after.getName()).isGreaterThan(before.getName());
    assertThatThrownBy(() -> upsert(after, "x", 1, 1))
        .isInstanceOf(FailedPreconditionException.class);
  }

  @Test
  void aSecondEmulatorIsRefusedTheDirectoryAndDamagedContentsAreTold() throws Exception {
    assertThatThrownBy(() -> EmulatorServer.start(options()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("used by another emulator");
    Samples.create(
        clients, Samples.index("one", Samples.metadata(batch("base", 5), 2, Samples.BRUTE_FORCE)));
    clients.close();
    Path vectors;
    try (var files = Files.find(data, 3, (path, attributes) -> path.endsWith("vectors.bin"))) {
      vectors = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(vectors);
    bytes[bytes.length - 1] ^= 1;
    Files.write(vectors, bytes);

    assertThatThrownBy(() -> EmulatorServer.start(options()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(vectors.toString());
  }

  private EmulatorOptions options() {
    return EmulatorOptions.defaults().withDataDirectory(data);
  }

  private void restart() throws Exception {
    clients.close();
    clients = new Clients(options());
  }

  private Path batch(String name, int count) throws Exception {
    return Samples.batch(
        directory.resolve(name),
        IntStream.range(0, count)
            .mapToObj(i -> "{\"id\": \"%d\", \"embedding\": [%d, 1]}".formatted(i, i))
            .toArray(String[]::new));
  }

  private IndexEndpoint privateEndpoint() throws Exception {
    return clients
        .endpoints
        .createIndexEndpointAsync(
            Clients.LOCATION,
            IndexEndpoint.newBuilder()
                .setDisplayName("private")
                .setNetwork("projects/1/global/networks/shop")
                .build())
        .get();
  }

  private List<Operation> operations() {
    return List.copyOf(
        clients
            .indexes
            .getOperationsClient()
            .listOperations(Clients.LOCATION, "")
            .getPage()
            .getResponse()
            .getOperationsList());
  }

  private List<String> found(IndexEndpoint endpoint, String id) {
    return Samples.ids(Samples.find(clients, endpoint, id, Samples.query(10, 1, 0)));
  }

  private void update(Index index, String metadata) throws Exception {
    clients
        .indexes
        .updateIndexAsync(
            Index.newBuilder().setName(index.getName()).setMetadata(Samples.json(metadata)).build(),
            FieldMask.newBuilder().addPaths("metadata").build())
        .get();
  }

  private void upsert(Index index, String id, float... vector) {
    clients.indexes.upsertDatapoints(
        UpsertDatapointsRequest.newBuilder()
            .setIndex(index.getName())
            .addDatapoints(
                IndexDatapoint.newBuilder()
                    .setDatapointId(id)
                    .addAllFeatureVector(Floats.asList(vector)))
            .build());
  }

  private void remove(Index index, String... ids) {
    clients.indexes.removeDatapoints(
        RemoveDatapointsRequest.newBuilder()
            .setIndex(index.getName())
            .addAllDatapointIds(List.of(ids))
            .build());
  }
}
