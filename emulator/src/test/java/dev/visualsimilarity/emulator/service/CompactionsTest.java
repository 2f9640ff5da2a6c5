package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.emulator.state.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompactionsTest {
  @TempDir Path directory;

  @Test
  void anIndexIsCompactedAgainAfterACompactionFailedInAnyWay() throws Exception {
    HeldStore store = new HeldStore(new MemoryStore());
    try (Backend backend = new Backend(store, directory)) {
      String index = backend.createIndex(10);
      store.failNextKeep(new IllegalStateException("nobody expects this"));
      backend.upsert(index, 5);
      while (store.isAboutToFail() || backend.resources.now().index(index).rebuild().isPresent()) {
        Thread.sleep(5);
      }
      assertThat(backend.contents(index).parts()).hasSizeGreaterThan(1);

      backend.upsert(index, 1);

      backend.awaitCompacted(index);
      assertThat(backend.contents(index).size()).isEqualTo(15);
    }
  }
}
