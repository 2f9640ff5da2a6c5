package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Fault;
import dev.visualsimilarity.testing.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudStorageTest {

  private static final StorageUri URI = StorageUri.parse("gs://bucket/deep/a b+c.txt");

  static final RetryLimits LIMITS =
      new RetryLimits(
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private CloudStorageServer server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    storage = CloudStorage.at(server.url(), LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
  }

  @Test
  void anObjectAppearsWholeWhenItIsCommitted() throws IOException {
    try (PendingObject object = storage.write(URI)) {
      object.write("hello".getBytes(StandardCharsets.UTF_8));
      object.flush();
      assertThat(storage.find(URI)).isEmpty();
      object.commit();
    }
    assertThat(storage.find(URI)).contains(new StorageObject(URI, 5));
    try (InputStream in = storage.read(URI)) {
      assertThat(in).hasContent("hello");
    }
  }

  @Test
  void anObjectThatIsNotCommittedLeavesNothingAndKeepsTheOldOne() throws IOException {
    put(URI, "old".getBytes(StandardCharsets.UTF_8));
    try (PendingObject object = storage.write(URI)) {
      object.write(new byte[1 << 20]);
    }
    try (InputStream in = storage.read(URI)) {
      assertThat(in).hasContent("old");
    }
  }

  @Test
  void carriesManyChunks() throws IOException {
    byte[] bytes = new byte[40_000_001];
    new Random(1).nextBytes(bytes);
    put(URI, bytes);
    try (InputStream in = storage.read(URI)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void carriesAnEmptyObject() throws IOException {
    put(URI, new byte[0]);
    assertThat(storage.find(URI)).contains(new StorageObject(URI, 0));
    try (InputStream in = storage.read(URI)) {
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  @Test
  void readsARange() throws IOException {
    put(URI, "0123456789".getBytes(StandardCharsets.UTF_8));
    try (InputStream in = storage.read(URI, 3, 4)) {
      assertThat(in).hasContent("3456");
    }
    try (InputStream in = storage.read(URI, 8, 100)) {
      assertThat(in).hasContent("89");
    }
  }

  @Test
  void listsEveryPageOfADirectoryAndNothingBesideIt() throws IOException {
    for (String name : new String[] {"d/c", "d/a", "d/b/x", "d/e", "d/f", "dd", "other/a"}) {
      put(StorageUri.parse("gs://bucket/" + name), new byte[3]);
    }
    assertThat(storage.list(StorageUri.parse("gs://bucket/d/")))
        .extracting(object -> object.uri().path())
        .containsExactly("d/a", "d/b/x", "d/c", "d/e", "d/f");
    assertThat(storage.list(StorageUri.parse("gs://bucket/none"))).isEmpty();
  }

  @Test
  void aMissingObjectOrBucketIsToldAsSuch() {
    assertThatThrownBy(() -> storage.read(URI))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(URI.toString());
    assertThatThrownBy(() -> storage.list(StorageUri.parse("gs://missing/a")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void tellsTheChecksumOfAnObjectWithoutReadingIt() throws IOException {
    put(URI, "123456789".getBytes(StandardCharsets.UTF_8));
    assertThat(storage.checksum(URI)).isEqualTo(new Checksum(9, 0xE3069283));
    assertThatThrownBy(() -> storage.checksum(StorageUri.parse("gs://bucket/none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gs://bucket/none");
  }

  @Test
  void deletingTwiceIsNoError() throws IOException {
    put(URI, new byte[1]);
    storage.delete(URI);
    storage.delete(URI);
    assertThat(storage.find(URI)).isEmpty();
  }

  @Test
  void survivesAServerThatIsBusyForAMoment() throws IOException {
    put(URI, "hello".getBytes(StandardCharsets.UTF_8));
    server.inject(Faults.next(Fault.status(503), Fault.status(503)));
    try (InputStream in = storage.read(URI)) {
      assertThat(in).hasContent("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://HOST", "HOST", "http://HOST/", " HOST "})
  void theEnvironmentPointsItAtAnotherServer(String form) throws IOException {
    put(URI, new byte[5]);
    String value = form.replace("HOST", server.url().replace("http://", ""));
    try (Storage other = CloudStorage.create(Map.of("STORAGE_EMULATOR_HOST", value))) {
      assertThat(other.find(URI)).contains(new StorageObject(URI, 5));
    }
  }

  @Test
  void manyReadersKeepTheirConnections() throws Exception {
    put(URI, new byte[50_000]);
    ExecutorService readers = Executors.newFixedThreadPool(32);
    try {
      Callable<Integer> read =
          () -> {
            try (InputStream in = storage.read(URI)) {
              return in.readAllBytes().length;
            }
          };
      for (Future<Integer> size : readers.invokeAll(Collections.nCopies(640, read))) {
        assertThat(size.get()).isEqualTo(50_000);
      }
    } finally {
      readers.shutdown();
    }
    assertThat(server.connections()).isLessThan(40);
  }

  @Test
  void theUriChoosesTheStorage(@TempDir Path folder) throws IOException {
    StorageUri local = StorageUri.local(folder.resolve("a"));
    try (Storages both = new Storages(new LocalStorage(), () -> storage)) {
      for (StorageUri uri : new StorageUri[] {local, URI}) {
        try (PendingObject object = both.write(uri)) {
          object.write(7);
          object.commit();
        }
        assertThat(both.find(uri)).contains(new StorageObject(uri, 1));
      }
      assertThat(local.toPath()).exists();
    }
  }

  private void put(StorageUri uri, byte[] bytes) throws IOException {
    try (PendingObject object = storage.write(uri)) {
      object.write(bytes);
      object.commit();
    }
  }
}
