package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.Operation;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Datapoints that an operation has written to the disk, and that no index has in the end. */
@Timeout(60)
class DiscardedContentsTest {
  @TempDir Path directory;
  private HeldStore store;
  private Backend backend;

  @BeforeEach
  void start() throws IOException {
    store = new HeldStore(StateDirectory.open(data(), Entries.TYPES));
    backend = new Backend(store, directory);
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    store.close();
  }

  @Test
  void thoseOfACancelledCreationAreDeletedAtOnce() throws Exception {
    HeldStore.Hold hold = store.holdNextKeep();
    Operation begun = backend.beginCreation(10);
    hold.awaitKept();
    assertThat(kept()).hasSize(1);

    backend.operations.cancel(begun.getName());
    hold.release();

    assertThat(backend.await(begun).getError().getCode()).isEqualTo(Code.CANCELLED_VALUE);
    awaitNothingKept();
  }

  @Test
  void thoseOfAnUpdateOfAnIndexThatIsGoneAreDeletedAtOnce() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold hold = store.holdNextKeep();
    Operation begun = backend.beginUpdate(index, true, Backend.lines(5));
    hold.awaitKept();
    Operation deletion =
        backend.deletion.start(
            ResourceName.index(index), transaction -> transaction.removeIndex(index));
    assertThat(backend.await(deletion).hasResponse()).isTrue();
    hold.release();

    assertThat(backend.await(begun).getError().getCode()).isEqualTo(Code.NOT_FOUND_VALUE);
    awaitNothingKept();
  }

  /** An entry of the journal may name them: the next start tells. */
  @Test
  void thoseOfAChangeThatCouldNotBeWrittenAreLeft() throws Exception {
    String index = backend.createIndex(10);
    HeldStore.Hold hold = store.holdNextKeep();
    Operation begun = backend.beginUpdate(index, true, Backend.lines(5));
    hold.awaitKept();
    store.setFull(true);
    hold.release();

    assertThat(backend.await(begun).getError().getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
    assertThat(kept()).hasSize(2);
    store.setFull(false);
    assertThat(backend.await(backend.beginRenaming(index)).hasResponse()).isTrue();
    assertThat(backend.contents(index).size()).isEqualTo(10);
  }

  private void awaitNothingKept() throws InterruptedException {
    while (kept().length > 0) {
      Thread.sleep(5);
    }
  }

  private String[] kept() {
    return data().resolve("contents").toFile().list();
  }

  private Path data() {
    return directory.resolve("data");
  }
}
