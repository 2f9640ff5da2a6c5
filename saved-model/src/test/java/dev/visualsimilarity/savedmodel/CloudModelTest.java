package dev.visualsimilarity.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.source.DirectorySource;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudModelTest {

  @TempDir private Path folder;

  private CloudStorageServer server;
  private Storage storage;
  private Path model;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    storage =
        new Storages(new LocalStorage(), () -> CloudStorage.at(server.url(), RetryLimits.DEFAULT));
    model = TestModels.write(folder.resolve("model"));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
  }

  @Test
  void aDirectoryIsFetchedOnceAndAgainWhereAnObjectChanged() throws IOException {
    upload();
    SavedModelDirectory first = open("gs://bucket/m/1");
    assertThat(first.fingerprint()).isEqualTo(open(model.toString()).fingerprint());
    assertThat(first.graph().signatures()).containsOnlyKeys("serving_default");
    Object file = Files.readAttributes(first.path(), "unix:ino").get("ino");
    SavedModelDirectory second = open("/gcs/bucket/m/1");
    assertThat(second.path()).isEqualTo(first.path());
    assertThat(Files.readAttributes(second.path(), "unix:ino").get("ino")).isEqualTo(file);
    Files.writeString(model.resolve("variables/variables.index"), "others");
    upload();
    assertThat(open("gs://bucket/m/1").fingerprint())
        .isNotEqualTo(first.fingerprint())
        .isEqualTo(open(model.toString()).fingerprint());
  }

  @Test
  void anArchiveIsFetched() throws IOException {
    server.put("bucket", "m.tar.gz", TestModels.tarGz(model));
    assertThat(open("gs://bucket/m.tar.gz").fingerprint())
        .isEqualTo(open(model.toString()).fingerprint());
  }

  @Test
  void whatIsNoModelOrTooLargeIsRefused() throws IOException {
    upload();
    assertThatThrownBy(() -> open("gs://bucket/m"))
        .isInstanceOf(UserException.class)
        .hasMessage("model gs://bucket/m has no saved_model.pb; there is one in gs://bucket/m/1");
    DirectorySource small = new DirectorySource(storage, StorageUri.parse("gs://bucket/m/1"), 10);
    assertThatThrownBy(() -> small.fetch(folder.resolve("fetched"), ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model gs://bucket/m/1 has more than 10 bytes");
  }

  private void upload() throws IOException {
    try (Stream<Path> files = Files.walk(model)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      for (Path file : found) {
        server.put("bucket", "m/1/" + model.relativize(file), Files.readAllBytes(file));
      }
    }
  }

  private SavedModelDirectory open(String uri) throws IOException {
    return new ModelStore(storage, Optional.of(folder.resolve("cache"))).open(ModelSpec.of(uri));
  }
}
