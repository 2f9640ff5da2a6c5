package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageVersionTest {

  @TempDir Path folder;
  private long writes;

  @Test
  void ofLocalFilesAnyChangeGivesAnother() throws IOException {
    try (Storage storage = new LocalStorage()) {
      assertEachChangeGivesAnother(storage, StorageUri.local(folder.resolve("data")));
    }
  }

  @Test
  void ofCloudStorageAnyChangeGivesAnother() throws IOException {
    try (CloudStorageServer server = new CloudStorageServer();
        Storage storage = CloudStorage.at(server.url(), RetryLimits.DEFAULT)) {
      assertEachChangeGivesAnother(storage, StorageUri.parse("gs://bucket/data"));
    }
  }

  private void assertEachChangeGivesAnother(Storage storage, StorageUri directory)
      throws IOException {
    Set<String> versions = new LinkedHashSet<>();
    versions.add(storage.version(directory));
    put(storage, directory.resolve("a.json"), "12");
    versions.add(storage.version(directory));
    put(storage, directory.resolve("a.json"), "34");
    versions.add(storage.version(directory));
    put(storage, directory.resolve("delete/b"), "");
    versions.add(storage.version(directory));
    storage.delete(directory.resolve("a.json"));
    versions.add(storage.version(directory));
    assertThat(versions).hasSize(5);
    put(storage, directory.parent().resolve("other/a.json"), "12");
    assertThat(storage.version(directory)).as("without a change").isIn(versions);
  }

  private void put(Storage storage, StorageUri uri, String text) throws IOException {
    try (PendingObject object = storage.write(uri)) {
      object.write(text.getBytes(StandardCharsets.UTF_8));
      object.commit();
    }
    if (uri.isLocal()) {
      // A file system may keep times that are coarser than this test is fast.
      Instant later = Instant.now().plusSeconds(++writes);
      Files.setLastModifiedTime(uri.toPath(), FileTime.from(later));
    }
  }
}
