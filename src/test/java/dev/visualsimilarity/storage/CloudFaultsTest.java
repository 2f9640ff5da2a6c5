package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Fault;
import dev.visualsimilarity.testing.Faults;
import dev.visualsimilarity.testing.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudFaultsTest {

  private static final RetryLimits LIMITS =
      new RetryLimits(
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMillis(300));
  private static final StorageUri URI = StorageUri.parse("gs://bucket/a/b.bin");
  private static final int CHUNK = 1 << 23;

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

  static Stream<Fault> passingFaults() {
    return Stream.of(
        Fault.status(408),
        Fault.status(429),
        Fault.status(500),
        Fault.status(502),
        Fault.status(503),
        Fault.status(504),
        Fault.drop(),
        Fault.loseReply(),
        Fault.truncate(0),
        Fault.truncate(70),
        Fault.reset(0),
        Fault.reset(70),
        Fault.stall(70, Duration.ofSeconds(1)));
  }

  static Stream<Fault> passingUploadFaults() {
    return Stream.concat(passingFaults(), Stream.of(Fault.halve()));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void aReadSurvives(Fault fault) throws IOException {
    byte[] bytes = bytes(100_000, 1);
    server.put("bucket", "a/b.bin", bytes);
    server.inject(Faults.next(fault, fault).only(Operation.DOWNLOAD));
    try (InputStream in = storage.read(URI)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    server.inject(Faults.next(fault).only(Operation.DOWNLOAD));
    try (InputStream in = storage.read(URI, 1_000, 50_000)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1_000, 51_000));
    }
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void whatIsAskedAboutObjectsSurvives(Fault fault) throws IOException {
    for (String name : List.of("a/1", "a/2", "a/3")) {
      server.put("bucket", name, bytes(10, 2));
    }
    StorageUri first = StorageUri.parse("gs://bucket/a/1");
    server.inject(Faults.next(fault, Fault.NONE, fault));
    assertThat(storage.list(StorageUri.parse("gs://bucket/a"))).hasSize(3);
    server.inject(Faults.next(fault, fault));
    assertThat(storage.find(first)).contains(new StorageObject(first, 10));
    server.inject(Faults.next(fault, fault));
    assertThat(storage.checksum(first)).isEqualTo(Checksum.of(bytes(10, 2)));
    server.inject(Faults.next(fault));
    storage.delete(first);
    assertThat(server.names("bucket")).containsExactly("a/2", "a/3");
  }

  @ParameterizedTest
  @MethodSource("passingUploadFaults")
  void anUploadSurvives(Fault fault) throws IOException {
    byte[] bytes = bytes(2 * CHUNK + 12_345, 3);
    server.inject(Faults.next(fault).only(Operation.UPLOAD_START));
    put(URI, bytes(5, 1));
    server.inject(Faults.next(fault, Fault.NONE, fault).only(Operation.UPLOAD_CHUNK));
    put(URI, bytes);
    assertThat(server.get("bucket", "a/b.bin")).hasValue(bytes);
    server.inject(Faults.next(Fault.NONE, Fault.NONE, fault, fault).only(Operation.UPLOAD_CHUNK));
    put(URI, bytes);
    assertThat(server.get("bucket", "a/b.bin")).hasValue(bytes);
    server.inject(
        Faults.next(fault, fault, fault).only(Operation.UPLOAD_CHUNK, Operation.UPLOAD_QUERY));
    put(URI, bytes(300_000, 4));
    assertThat(server.get("bucket", "a/b.bin")).hasValue(bytes(300_000, 4));
  }

  @Test
  void nothingIsVisibleOfAnUploadThatCannotBeFinished() throws IOException {
    server.inject(Faults.always(Fault.status(503)).after(1).only(Operation.UPLOAD_CHUNK));
    assertThatThrownBy(() -> put(URI, bytes(2 * CHUNK, 3)))
        .isInstanceOf(OutageException.class)
        .hasMessageStartingWith(
            "Cloud Storage cannot write " + URI + ": try again later; it was asked again")
        .message()
        .hasLineCount(1);
    assertThat(server.names("bucket")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void anOutageIsToldWhenTheLimitIsReached(int status) {
    server.put("bucket", "a/b.bin", bytes(10, 1));
    server.inject(Faults.always(Fault.status(status)));
    assertThatThrownBy(() -> storage.read(URI))
        .isInstanceOf(OutageException.class)
        .hasMessageStartingWith("Cloud Storage cannot read " + URI + ": try again later; it was")
        .message()
        .hasLineCount(1);
    assertThat(server.requests()).isGreaterThan(30);
  }

  @Test
  void aStreamThatBreaksBeforeEachByteIsAnOutage() {
    server.put("bucket", "a/b.bin", bytes(10, 1));
    server.inject(Faults.always(Fault.reset(0)));
    assertThatThrownBy(() -> storage.read(URI).readAllBytes()).isInstanceOf(OutageException.class);
  }

  @Test
  void aServerThatWasNeverReachedIsGivenUpSoon() throws IOException {
    server.inject(Faults.always(Fault.drop()));
    long start = System.nanoTime();
    assertThatThrownBy(() -> storage.find(URI)).isInstanceOf(OutageException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMITS.outage());
    server.inject(Faults.none());
    assertThat(storage.find(URI)).isEmpty();
    start = System.nanoTime();
    server.inject(Faults.always(Fault.drop()));
    assertThatThrownBy(() -> storage.find(URI)).isInstanceOf(OutageException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void anObjectThatIsReplacedInTheMiddleIsNeverMixed() throws IOException {
    server.put("bucket", "a/b.bin", bytes(100_000, 1));
    server.inject(Faults.next(Fault.truncate(50_000)));
    try (InputStream in = storage.read(URI)) {
      assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(bytes(100_000, 1), 10));
      server.put("bucket", "a/b.bin", bytes(100_000, 2));
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "%s was replaced or deleted while it was read; read it again when it stays", URI);
    }
    server.inject(Faults.next(Fault.truncate(0)));
    try (InputStream in = storage.read(URI)) {
      server.put("bucket", "a/b.bin", bytes(200_000, 3));
      assertThat(in.readAllBytes()).isEqualTo(bytes(200_000, 3));
    }
  }

  @Test
  void damagedBytesAreFound() {
    server.put("bucket", "a/b.bin", bytes(1_000, 1));
    server.inject(Faults.next(Fault.corrupt()));
    assertThatThrownBy(
            () -> {
              try (InputStream in = storage.read(URI)) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged on their way: their CRC-32C is ");
  }

  @Test
  void anObjectWithTheContentEncodingGzipIsReadUncompressed() throws IOException {
    byte[] text = "id,image\na,b.jpg\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    server.putGzip("bucket", "a/b.bin", packed.toByteArray());
    server.inject(Faults.next(Fault.truncate(100)));
    try (InputStream in = storage.read(URI)) {
      assertThat(in.readAllBytes()).isEqualTo(text);
    }
  }

  @Test
  void aReadIsOneRequest() throws IOException {
    server.put("bucket", "a/b.bin", bytes(1_000, 1));
    for (int i = 0; i < 10; i++) {
      try (InputStream in = storage.read(URI)) {
        in.readAllBytes();
      }
    }
    assertThat(server.requests()).isEqualTo(10);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Property(tries = 60)
  void whatIsReadIsWhatWasWrittenWhateverGoesWrong(
      @ForAll long seed, @ForAll @IntRange(max = 300_000) int size) throws IOException {
    byte[] bytes = bytes(size, seed);
    List<Fault> faults =
        List.of(
            Fault.status(503),
            Fault.status(429),
            Fault.drop(),
            Fault.loseReply(),
            Fault.halve(),
            Fault.truncate(size / 3),
            Fault.reset(size / 2));
    try (CloudStorageServer faulty = new CloudStorageServer();
        Storage client = CloudStorage.at(faulty.url(), LIMITS)) {
      assertThat(client.list(StorageUri.parse("gs://bucket/a"))).isEmpty();
      faulty.inject(Faults.random(seed, 0.4, faults));
      try (PendingObject object = client.write(URI)) {
        object.write(bytes);
        assertThat(faulty.names("bucket")).isEmpty();
        object.commit();
      }
      assertThat(client.list(StorageUri.parse("gs://bucket/a")))
          .containsExactly(new StorageObject(URI, size));
      assertThat(client.checksum(URI)).isEqualTo(Checksum.of(bytes));
      try (InputStream in = client.read(URI)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      int from = size / 4;
      try (InputStream in = client.read(URI, from, size / 2)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, from + size / 2));
      }
    }
  }

  private static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private void put(StorageUri uri, byte[] bytes) throws IOException {
    try (PendingObject object = storage.write(uri)) {
      object.write(bytes);
      object.commit();
    }
  }
}
