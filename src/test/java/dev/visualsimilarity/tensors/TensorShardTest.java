package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorShardTest {

  private static final TensorSpec SPEC = new TensorSpec(TensorType.UINT8, 1, 2);
  private static final Attributes ATTRIBUTES =
      new Attributes(
          List.of(new Restrict("colour", List.of("rot & grün"), List.of())),
          List.of(new NumericRestrict("price", 1.1f), new NumericRestrict("size", 3L)),
          Optional.of("mugs"));

  @TempDir private Path folder;

  private final Storage storage = new LocalStorage();
  private StorageUri uri;

  @BeforeEach
  void nameTheShard() {
    uri = StorageUri.local(folder.resolve("shard.tfrecord"));
  }

  @Test
  void everyRecordComesBackInOrder() throws IOException {
    write(
        record("ä", ATTRIBUTES, 0, 1, 2, 253, 254, 255),
        record("b", Attributes.NONE, 1, 1, 1, 1, 1, 1));
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      TensorRecord first = reader.next().orElseThrow();
      assertThat(first.id()).isEqualTo("ä");
      assertThat(first.attributes()).isEqualTo(ATTRIBUTES);
      assertThat(first.tensor()).isEqualTo(tensor(0, 1, 2, 253, 254, 255));
      TensorRecord second = reader.next().orElseThrow();
      assertThat(second.id()).isEqualTo("b");
      assertThat(second.attributes()).isEqualTo(Attributes.NONE);
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void countsTheBytesThatItWrites() throws IOException {
    long bytes = write(record("a", ATTRIBUTES, 1, 2, 3, 4, 5, 6));
    assertThat(uri.toPath()).hasSize(bytes);
  }

  @Test
  void namesTheShardThatIsDamaged() throws IOException {
    write(record("a", Attributes.NONE, 1, 2, 3, 4, 5, 6));
    byte[] bytes = Files.readAllBytes(uri.toPath());
    bytes[bytes.length - 5] ^= 1;
    Files.write(uri.toPath(), bytes);
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "shard %s: TFRecord at byte 0 is damaged: its CRC32C does not match; run preprocess again",
            uri);
  }

  @Test
  void putsATensorIntoMemoryOfTheCaller() throws IOException {
    write(
        record("ä", ATTRIBUTES, 0, 1, 2, 253, 254, 255), record("b", ATTRIBUTES, 9, 9, 9, 9, 9, 9));
    ByteBuffer memory = ByteBuffer.allocateDirect(3 * SPEC.bytes());
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      TensorRecord record = reader.next(memory.slice(SPEC.bytes(), SPEC.bytes())).orElseThrow();
      assertThat(record.id()).isEqualTo("ä");
      assertThat(record.attributes()).isEqualTo(ATTRIBUTES);
      assertThat(record.tensor()).isEqualTo(tensor(0, 1, 2, 253, 254, 255));
      assertThat(memory)
          .isEqualTo(tensor(0, 0, 0, 0, 0, 0, 0, 1, 2, 253, 254, 255, 0, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void takesFeaturesInAnyOrder() throws IOException {
    byte[] tensorFirst =
        message(
            message(entry("tensor", 6, 5, 4, 3, 2, 1), entry("other", 1), entry("id", 'x', 'y')));
    byte[] tensorLast = message(message(entry("id", 'z'), entry("tensor", 1, 2, 3, 4, 5, 6)));
    try (PendingObject file = storage.write(uri)) {
      for (byte[] data : List.of(tensorFirst, tensorLast)) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        file.write(TfRecord.header(data.length));
        file.write(data);
        file.write(TfRecord.footer((int) crc.getValue()));
      }
      file.commit();
    }
    ByteBuffer memory = ByteBuffer.allocateDirect(SPEC.bytes());
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      assertThat(reader.next(memory).orElseThrow().id()).isEqualTo("xy");
      assertThat(memory).isEqualTo(tensor(6, 5, 4, 3, 2, 1));
      assertThat(reader.next(memory).orElseThrow().id()).isEqualTo("z");
      assertThat(memory).isEqualTo(tensor(1, 2, 3, 4, 5, 6));
      reader.check(Checksum.of(Files.readAllBytes(uri.toPath())));
    }
  }

  @Test
  void tellsAShardFromAnotherOneThatIsWhole() throws IOException {
    TensorShard expected = shard(record("a", ATTRIBUTES, 1, 2, 3, 4, 5, 6));
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      reader.next();
      reader.check(expected.checksum());
      assertThat(reader.bytes()).isEqualTo(expected.checksum().size());
    }
    write(record("a", ATTRIBUTES, 1, 2, 3, 4, 5, 7));
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      reader.next();
      assertThatThrownBy(() -> reader.check(expected.checksum()))
          .isInstanceOf(DamagedShardException.class)
          .hasMessage(
              "shard %s: size or CRC32C are not those of the manifest; run preprocess again", uri);
    }
  }

  @Test
  void refusesATensorOfAnotherSize() throws IOException {
    write(record("a", Attributes.NONE, 1, 2, 3));
    assertThatThrownBy(this::readAll)
        .hasMessageContaining("the tensor of 'a' has 3 bytes, not the 6 of uint8 1x2x3");
  }

  @Test
  void namesTheMistakeInAttributesThatNoIndexTakes() throws IOException {
    Restrict colour = new Restrict("colour", List.of("red"), List.of());
    Attributes twice = new Attributes(List.of(colour, colour), List.of(), Optional.empty());
    write(record("a", twice, 1, 1, 1, 1, 1, 1));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DUPLICATE_NAMESPACE: namespace 'colour' is there twice");
  }

  @Test
  void refusesARecordThatIsNoExampleOfOurs() throws IOException {
    byte[] data = {10, 0};
    assertThatThrownBy(() -> TensorExample.parse(data)).hasMessageContaining("not id and tensor");
    assertThatThrownBy(() -> TensorExample.parse(new byte[] {10, 5, 1}))
        .isInstanceOf(IOException.class);
  }

  private void readAll() throws IOException {
    try (TensorShardReader reader = TensorShardReader.open(storage, uri, SPEC)) {
      while (reader.next().isPresent()) {
        // Only damage is looked for.
      }
    }
  }

  private long write(TensorRecord... records) throws IOException {
    return shard(records).checksum().size();
  }

  private TensorShard shard(TensorRecord... records) throws IOException {
    try (TensorShardWriter writer = TensorShardWriter.begin(storage, uri)) {
      for (TensorRecord record : records) {
        writer.write(record);
      }
      return writer.commit();
    }
  }

  /** An entry of the map of features: its key and a bytes feature. */
  private static byte[] entry(String key, int... value) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] feature = message(message(tensor(value).array()));
    return concat(
        concat(new byte[] {10, (byte) name.length}, name),
        concat(new byte[] {18, (byte) feature.length}, feature));
  }

  /** A message whose fields of number 1 hold these bytes, fewer than 128 each. */
  private static byte[] message(byte[]... values) {
    byte[] message = {};
    for (byte[] value : values) {
      message = concat(concat(message, new byte[] {10, (byte) value.length}), value);
    }
    return message;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static TensorRecord record(String id, Attributes attributes, int... elements) {
    return new TensorRecord(id, tensor(elements), attributes);
  }

  private static ByteBuffer tensor(int... elements) {
    ByteBuffer buffer = ByteBuffer.allocate(elements.length);
    for (int element : elements) {
      buffer.put((byte) element);
    }
    return buffer.flip();
  }
}
