package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Index;
import com.google.longrunning.Operation;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.state.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations that update an index while it is built anew in the background, and while it grows. */
@Timeout(60)
class UpdatesAndCompactionsTest {
  @TempDir Path directory;
  private final HeldStore store = new HeldStore(new MemoryStore());
  private Backend backend;

  @BeforeEach
  void start() throws IOException {
    backend = new Backend(store, directory);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void anUpdateOfTheDescriptionLetsACompactionGoOn() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold compaction = beginCompaction(index);

    Operation renamed = backend.await(backend.beginRenaming(index));

    assertThat(renamed.getResponse().unpack(Index.class).getDisplayName()).isEqualTo("renamed");
    assertThat(backend.resources.now().index(index).rebuild()).isPresent();
    compaction.release();
    backend.awaitCompacted(index);
  }

  @Test
  void aBatchThatIsAddedToAnIndexIsInWhatACompactionMakesOfIt() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold compaction = beginCompaction(index);

    Operation added =
        backend.await(
            backend.beginUpdate(index, false, "{\"id\": \"new\", \"embedding\": [7, 7]}"));

    assertThat(added.hasResponse()).isTrue();
    assertThat(backend.resources.now().index(index).rebuild()).isPresent();
    compaction.release();
    awaitNoRebuild(index);
    assertThat(backend.contents(index).size()).isEqualTo(16);
    assertThat(backend.contents(index).find("new").orElseThrow().vector()).containsExactly(7, 7);
  }

  @Test
  void aBatchThatChangesMuchIsBuiltByTheOperation() throws Exception {
    String index = backend.createIndex(10);

    Operation updated = backend.await(backend.beginUpdate(index, false, Backend.lines(5)));

    assertThat(updated.hasResponse()).isTrue();
    assertThat(backend.contents(index).parts()).hasSize(1);
    assertThat(backend.contents(index).size()).isEqualTo(10);
  }

  @Test
  void whatComesWhileABatchIsBuiltIsThereAfterwards() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold build = store.holdNextKeep();
    Operation begun = backend.beginUpdate(index, false, Backend.lines(20));
    build.awaitKept();
    backend.upsert(index, 1);
    build.release();

    assertThat(backend.await(begun).hasResponse()).isTrue();
    assertThat(backend.contents(index).size()).isEqualTo(21);
    assertThat(backend.contents(index).find("q0")).isPresent();
  }

  @Test
  void anOverwriteThatFailsStartsTheCompactionAnewThatItStopped() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold compaction = beginCompaction(index);

    Operation failed =
        backend.await(backend.beginUpdate(index, true, "{\"id\": \"bad\", \"embedding\": [1]}"));
    compaction.release();

    assertThat(failed.getError().getCode()).isEqualTo(Code.FAILED_PRECONDITION_VALUE);
    backend.awaitCompacted(index);
    assertThat(backend.contents(index).size()).isEqualTo(15);
  }

  /** What came meanwhile was not compacted, for the operation was to build it. */
  @Test
  void aCancelledOverwriteLeavesTheIndexToACompaction() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold batch = store.holdNextKeep();
    Operation begun = backend.beginUpdate(index, true, Backend.lines(3));
    batch.awaitKept();
    backend.upsert(index, 5);

    backend.operations.cancel(begun.getName());

    backend.awaitCompacted(index);
    batch.release();
    assertThat(backend.contents(index).size()).isEqualTo(15);
  }

  /** The batch is held to the index twice: when it is read, and when it is added. */
  @ParameterizedTest
  @CsvSource({"false, 100", "false, 1", "true, 10"})
  void numbersOfAnotherTypeThatCameMeanwhileRefuseABatch(boolean overwrite, int count)
      throws Exception {
    String index = backend.createIndex(count);
    HeldStore.Hold batch = store.holdNextKeep();
    Operation begun = backend.beginUpdate(index, overwrite, Backend.priced("new", 5));
    batch.awaitKept();
    backend.upsertPriced(index, "meanwhile", 2.5f);
    batch.release();

    Operation failed = backend.await(begun);

    assertThat(failed.getError().getCode()).isEqualTo(Code.FAILED_PRECONDITION_VALUE);
    assertThat(failed.getError().getMessage()).contains("price", "Long in the batch", "Float");
    assertThat(backend.contents(index).find("new")).isEmpty();
    assertThat(backend.contents(index).find("meanwhile")).isPresent();
    assertThat(backend.await(backend.beginRenaming(index)).hasResponse()).isTrue();
  }

  @Test
  void aCancelledUpdateDoesNotDisturbTheNextOne() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold first = store.holdNextKeep();
    Operation cancelled = backend.beginUpdate(index, true, Backend.lines(3));
    first.awaitKept();
    backend.operations.cancel(cancelled.getName());
    HeldStore.Hold second = store.holdNextKeep();
    Operation next = backend.beginUpdate(index, true, Backend.lines(4));
    second.awaitKept();
    first.release();
    second.release();

    assertThat(backend.await(next).hasResponse()).isTrue();
    assertThat(backend.await(cancelled).getError().getCode()).isEqualTo(Code.CANCELLED_VALUE);
    assertThat(backend.contents(index).size()).isEqualTo(4);
  }

  /** The index is due for a compaction, and that has kept what it has built. */
  private HeldStore.Hold beginCompaction(String index) throws InterruptedException {
    HeldStore.Hold compaction = store.holdNextKeep();
    backend.upsert(index, 5);
    compaction.awaitKept();
    return compaction;
  }

  private void awaitNoRebuild(String index) throws InterruptedException {
    while (backend.resources.now().index(index).rebuild().isPresent()) {
      Thread.sleep(5);
    }
  }
}
