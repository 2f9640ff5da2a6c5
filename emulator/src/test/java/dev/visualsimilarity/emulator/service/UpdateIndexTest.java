package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateIndexTest {
  @TempDir Path directory;
  private Clients clients;
  private Index index;
  private IndexEndpoint endpoint;

  @BeforeEach
  void deploy() throws Exception {
    clients = new Clients();
    Path base =
        Samples.batch(
            directory.resolve("base"),
            "{\"id\": \"a\", \"embedding\": [1, 0]}",
            "{\"id\": \"b\", \"embedding\": [2, 0]}");
    index =
        Samples.create(
            clients, Samples.index("shop", Samples.metadata(base, 2, Samples.BRUTE_FORCE)));
    endpoint = Samples.publicEndpoint(clients);
    Samples.deploy(clients, endpoint, index, "shop");
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void aDeltaAddsReplacesAndDeletes() throws Exception {
    Path delta =
        Samples.batch(
            directory.resolve("delta"),
            "{\"id\": \"b\", \"embedding\": [9, 0]}",
            "{\"id\": \"c\", \"embedding\": [5, 0]}");
    Files.createDirectory(delta.resolve("delete"));
    Files.write(delta.resolve("delete/ids.txt"), List.of("a", "unknown", ""));

    Index updated = update(delta, false);

    assertThat(updated.getIndexStats().getVectorsCount()).isEqualTo(2);
    assertThat(found()).containsExactly("b", "c");
    DeployedIndex deployed =
        clients.endpoints.getIndexEndpoint(endpoint.getName()).getDeployedIndexes(0);
    assertThat(Timestamps.compare(deployed.getIndexSyncTime(), updated.getUpdateTime()))
        .isNotNegative();
  }

  @Test
  void aCompleteOverwriteReplacesEverything() throws Exception {
    Path other =
        Samples.batch(directory.resolve("other"), "{\"id\": \"z\", \"embedding\": [1, 1]}");

    assertThat(update(other, true).getIndexStats().getVectorsCount()).isEqualTo(1);
    assertThat(found()).containsExactly("z");
  }

  @Test
  void aBadBatchLeavesTheIndexAsItWas() throws Exception {
    Path bad =
        Samples.batch(
            directory.resolve("bad"),
            "{\"id\": \"c\", \"embedding\": [1, 1]}",
            "{\"id\": \"d\", \"embedding\": [1]}");

    assertThatThrownBy(() -> update(bad, false))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(FailedPreconditionException.class);
    assertThat(found()).containsExactly("b", "a");
    assertThat(update(directory.resolve("base"), false).getIndexStats().getVectorsCount())
        .isEqualTo(2);
  }

  @Test
  void refusesAnIdThatIsBothWrittenAndDeleted() throws Exception {
    Path delta =
        Samples.batch(directory.resolve("delta"), "{\"id\": \"c\", \"embedding\": [5, 0]}");
    Files.createDirectory(delta.resolve("delete"));
    Files.writeString(delta.resolve("delete/ids.txt"), "c");

    assertThatThrownBy(() -> update(delta, false))
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("[c]");
  }

  @Test
  void changesTheDescriptionByMask() throws Exception {
    Index renamed =
        clients
            .indexes
            .updateIndexAsync(
                index.toBuilder()
                    .setDisplayName("renamed")
                    .setDescription("not in the mask")
                    .putLabels("team", "search")
                    .build(),
                FieldMask.newBuilder().addPaths("display_name").addPaths("labels").build())
            .get();

    assertThat(renamed.getDisplayName()).isEqualTo("renamed");
    assertThat(renamed.getDescription()).isEmpty();
    assertThat(renamed.getLabelsMap()).containsEntry("team", "search");
    assertThat(renamed.getEtag()).isNotEqualTo(index.getEtag());
    assertThat(clients.indexes.getIndex(index.getName())).isEqualTo(renamed);
  }

  @Test
  void refusesWhatCannotBeUpdated() {
    Index stale = index.toBuilder().setEtag("stale").setDisplayName("x").build();
    Index both =
        index.toBuilder()
            .setMetadata(Samples.json("{\"contentsDeltaUri\": \"/data/x\"}"))
            .setDisplayName("x")
            .build();

    assertThatThrownBy(() -> call(stale, "display_name")).isInstanceOf(AbortedException.class);
    assertThatThrownBy(() -> call(index, "index_update_method"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("index_update_method cannot be updated");
    assertThatThrownBy(() -> call(both, "metadata", "display_name"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("no other field");
    assertThatThrownBy(() -> call(index, "metadata"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("contentsDeltaUri is required");
  }

  @Test
  void refusesASecondUpdateWhileOneIsRunning() throws Exception {
    try (Clients slow =
        new Clients(EmulatorOptions.defaults().withOperationDelay(Duration.ofMillis(300)))) {
      Index delayed =
          Samples.create(
              slow,
              Samples.index(
                  "slow", Samples.metadata(directory.resolve("base"), 2, Samples.BRUTE_FORCE)));
      UpdateIndexRequest request = request(delayed, "display_name");
      slow.indexes.updateIndexCallable().call(request);

      assertThatThrownBy(() -> slow.indexes.updateIndexCallable().call(request))
          .isInstanceOf(FailedPreconditionException.class)
          .hasMessageContaining("another operation");
    }
  }

  private Index update(Path batch, boolean overwrite) throws Exception {
    String metadata =
        "{\"contentsDeltaUri\": \"%s\", \"isCompleteOverwrite\": %s}".formatted(batch, overwrite);
    return clients
        .indexes
        .updateIndexAsync(
            Index.newBuilder().setName(index.getName()).setMetadata(Samples.json(metadata)).build(),
            FieldMask.newBuilder().addPaths("metadata").build())
        .get();
  }

  private void call(Index requested, String... paths) {
    clients.indexes.updateIndexCallable().call(request(requested, paths));
  }

  private static UpdateIndexRequest request(Index requested, String... paths) {
    return UpdateIndexRequest.newBuilder()
        .setIndex(requested)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
        .build();
  }

  private List<String> found() {
    return Samples.ids(Samples.find(clients, endpoint, "shop", Samples.query(10, 1, 0)));
  }
}
