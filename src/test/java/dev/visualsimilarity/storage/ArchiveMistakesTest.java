package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are damaged, and what is not read. */
class ArchiveMistakesTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final Storage storage = Storages.create();

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void saysThatAFileIsEncrypted() throws IOException {
    byte[] zip = TestArchives.zip(Map.of("a.jpg", HELLO));
    zip[6] |= 1;
    zip[find(zip, "PK\1\2") + 8] |= 1;
    assertThatThrownBy(() -> storage.read(write("secret.zip", zip).resolve("a.jpg")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("encrypted; make it without a password");
  }

  @ParameterizedTest
  @EnumSource(names = {"LZMA", "ZSTD", "XZ", "IMPLODING"})
  void saysWhichCompressionItDoesNotRead(ZipMethod method) throws IOException {
    byte[] zip = TestArchives.zip(Map.of("a.jpg", HELLO));
    zip[find(zip, "PK\1\2") + 10] = (byte) method.getCode();
    assertThatThrownBy(() -> storage.read(write("new.zip", zip).resolve("a.jpg")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "method %d (%s); allowed are store, deflate", method.getCode(), method);
  }

  @Test
  void aFileThatIsNotWhatTheZipStatesFails() throws IOException {
    byte[] stored = TestArchives.zip(Map.of("a", HELLO), ZipMethod.STORED.getCode());
    stored[find(stored, "hello")] = 'j';
    assertDamaged(write("crc.zip", stored), "its checksum is not the one that is stated");

    byte[] longer = TestArchives.zip(Map.of("a", new byte[100_000]));
    int size = find(longer, "PK\1\2") + 24;
    System.arraycopy(new byte[] {10, 0, 0, 0}, 0, longer, size, 4);
    assertDamaged(write("bomb.zip", longer), "it has more than the 10 bytes that are stated");

    byte[] garbage =
        TestArchives.zip(Map.of("a", ArchiveStorageTest.files(1).values().iterator().next()));
    Arrays.fill(garbage, 40, 60, (byte) 0xff);
    assertThatThrownBy(() -> storage.read(write("bad.zip", garbage).resolve("a")).readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the archive is damaged");

    byte[] moved = TestArchives.zip(Map.of("a", HELLO));
    moved[0] = 'X';
    assertThatThrownBy(() -> storage.read(write("moved.zip", moved).resolve("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this file is not where its directory says");
  }

  @Test
  void aTarThatIsCutOffFails() throws IOException {
    byte[] tar = TestArchives.tar(Map.of("a", new byte[10_000]));
    assertThatThrownBy(() -> storage.list(write("cut.tar", Arrays.copyOf(tar, 5000))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.tar cannot be read")
        .hasMessageContaining("check that it is whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.zip", "x.tar", "x.tar.gz"})
  void aFileThatIsNoArchiveFails(String name) throws IOException {
    byte[] bytes = new byte[3000];
    new Random(1).nextBytes(bytes);
    if (name.endsWith(".gz")) {
      bytes = Arrays.copyOf(TestArchives.gzip(bytes), 2000);
    }
    StorageUri top = write(name, bytes);
    assertThatThrownBy(() -> storage.list(top))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("archive %s cannot be read".formatted(folder.resolve(name)));
  }

  @Test
  void aMissingArchiveOrFileIsToldAsSuch() throws IOException {
    StorageUri none = StorageUri.local(folder.resolve("none.zip!"));
    assertThatThrownBy(() -> storage.list(none)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> storage.find(none.resolve("a")))
        .isInstanceOf(NoSuchFileException.class);
    StorageUri top = write("shop.zip", TestArchives.zip(Map.of("a", HELLO)));
    assertThatThrownBy(() -> storage.read(top.resolve("b")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(top + "/b");
  }

  @Test
  void writesNothingIntoAnArchive() throws IOException {
    StorageUri file = write("shop.zip", TestArchives.zip(Map.of("a", HELLO))).resolve("b");
    assertThatThrownBy(() -> storage.write(file)).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> storage.delete(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is in an archive, which is only read; give a directory");
  }

  private void assertDamaged(StorageUri top, String how) {
    assertThatThrownBy(
            () -> {
              try (InputStream in = storage.read(top.resolve("a"))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("the archive is damaged in this file: " + how);
  }

  private StorageUri write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return StorageUri.parse(folder.resolve(name) + "!");
  }

  private static int find(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
