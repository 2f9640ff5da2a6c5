package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.state.MemoryStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexContentsTest {
  private static final IndexSettings SETTINGS =
      new IndexSettings(
          2, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty());

  @Test
  void tellsWhyABatchCannotBeRead() {
    Storage locked =
        (Storage)
            Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> {
                  throw new AccessDeniedException("/data/batch/a.json");
                });
    IndexContents contents = new IndexContents(locked, new MemoryStore());

    assertThatThrownBy(
            () ->
                contents.read(
                    SETTINGS, Map.of(), StorageUri.parse("/data/batch"), stats -> {}, "operation"))
        .hasMessageContaining("/data/batch cannot be read: permission denied: /data/batch/a.json");
  }
}
