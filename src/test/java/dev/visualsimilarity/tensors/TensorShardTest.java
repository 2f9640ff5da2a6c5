package dev.visualsimilarity.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        .hasMessage("shard %s: TFRecord at byte 0 is damaged: its CRC32C does not match", uri);
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
    try (TensorShardWriter writer = TensorShardWriter.begin(storage, uri)) {
      for (TensorRecord record : records) {
        writer.write(record);
      }
      writer.commit();
      return writer.bytes();
    }
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
