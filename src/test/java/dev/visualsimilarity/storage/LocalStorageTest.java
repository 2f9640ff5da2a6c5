package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {

  @TempDir private Path folder;
  private final Storage storage = new LocalStorage();

  @Test
  void anObjectAppearsWholeWhenItIsCommitted() throws IOException {
    StorageUri uri = StorageUri.local(folder.resolve("deep/er/a.txt"));
    try (PendingObject object = storage.write(uri)) {
      object.write("hello".getBytes(StandardCharsets.UTF_8));
      object.flush();
      assertThat(storage.find(uri)).isEmpty();
      assertThat(storage.list(StorageUri.local(folder))).isEmpty();
      object.commit();
    }
    assertThat(storage.find(uri)).contains(new StorageObject(uri, 5));
    try (InputStream in = storage.read(uri)) {
      assertThat(in).hasContent("hello");
    }
  }

  @Test
  void anObjectThatIsNotCommittedLeavesNothingAndKeepsTheOldOne() throws IOException {
    StorageUri uri = StorageUri.local(folder.resolve("a.txt"));
    Files.writeString(uri.toPath(), "old");
    try (PendingObject object = storage.write(uri)) {
      object.write('x');
    }
    assertThat(folder.toFile().list()).containsExactly("a.txt");
    assertThat(uri.toPath()).hasContent("old");
  }

  @Test
  void listsAllDepthsInOrderOfNames() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("c"), "1");
    Files.writeString(folder.resolve("b/z"), "22");
    Files.writeString(folder.resolve("a"), "");
    assertThat(storage.list(StorageUri.local(folder)))
        .extracting(object -> object.uri().name() + object.size())
        .containsExactly("a0", "z2", "c1");
    assertThat(storage.list(StorageUri.local(folder.resolve("none")))).isEmpty();
  }

  @Test
  void listsThroughSymbolicLinksUnderTheNamesThatWereAskedFor() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/sub")).getParent();
    Files.writeString(real.resolve("a"), "1");
    Files.writeString(real.resolve("sub/b"), "22");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Path linked = Files.createDirectory(folder.resolve("linked"));
    Files.createSymbolicLink(linked.resolve("deep"), real);
    Files.createSymbolicLink(linked.resolve("broken"), folder.resolve("none"));
    assertThat(storage.list(StorageUri.local(link)))
        .containsExactly(
            new StorageObject(StorageUri.local(link.resolve("a")), 1),
            new StorageObject(StorageUri.local(link.resolve("sub/b")), 2));
    assertThat(storage.list(StorageUri.local(linked)))
        .extracting(object -> object.uri().toPath())
        .contains(linked.resolve("deep/a"), linked.resolve("deep/sub/b"));
  }

  @Test
  void listsALinkToNothingSoThatItIsMissed() throws IOException {
    StorageUri link = StorageUri.local(folder.resolve("broken"));
    Files.createSymbolicLink(link.toPath(), folder.resolve("none"));
    assertThat(storage.list(StorageUri.local(folder))).containsExactly(new StorageObject(link, 0));
    assertThatThrownBy(() -> storage.read(link)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void listsAFolderThatHasALinkToItself() throws IOException {
    Files.writeString(folder.resolve("a"), "1");
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(storage.list(StorageUri.local(folder)))
        .extracting(object -> object.uri().toPath())
        .containsExactly(folder.resolve("a"));
  }

  @Test
  void readsARange() throws IOException {
    Path file = folder.resolve("a");
    Files.writeString(file, "0123456789");
    try (InputStream in = storage.read(StorageUri.local(file), 3, 4)) {
      assertThat(in).hasContent("3456");
    }
    try (InputStream in = storage.read(StorageUri.local(file), 8, 100)) {
      assertThat(in).hasContent("89");
    }
  }

  @Test
  void aMissingFileADirectoryAndADeviceAreToldApart() {
    assertThatThrownBy(() -> storage.read(StorageUri.local(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> storage.read(StorageUri.local(folder)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> storage.read(StorageUri.parse("/dev/zero")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("/dev/zero is a pipe or a device, not a file");
  }

  @Test
  void tellsTheChecksumOfAFile() throws IOException {
    Path file = folder.resolve("a");
    Files.writeString(file, "123456789");
    // The check value of CRC-32C.
    assertThat(storage.checksum(StorageUri.local(file))).isEqualTo(new Checksum(9, 0xE3069283));
    byte[] bytes = new byte[200_000];
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);
    assertThat(storage.checksum(StorageUri.local(file))).isEqualTo(Checksum.of(bytes));
    assertThatThrownBy(() -> storage.checksum(StorageUri.local(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void deletingTwiceIsNoError() throws IOException {
    StorageUri uri = StorageUri.local(folder.resolve("a"));
    Files.writeString(uri.toPath(), "x");
    storage.delete(uri);
    storage.delete(uri);
    assertThat(uri.toPath()).doesNotExist();
  }

  @Test
  void writingAFileAgainRemovesWhatAKilledProgramLeftOfIt() throws IOException {
    Path abandoned = folder.resolve(".a.txt.0b-1c.partial");
    Path another = folder.resolve(".b.txt.0b-1c.partial");
    Files.writeString(abandoned, "half");
    Files.writeString(another, "half");
    StorageUri uri = StorageUri.local(folder.resolve("a.txt"));
    try (PendingObject living = new LocalStorage().write(uri);
        PendingObject next = new LocalStorage().write(uri)) {
      assertThat(abandoned).doesNotExist();
      assertThat(another).exists();
      living.write('1');
      living.commit();
      next.write('2');
      next.commit();
    }
    assertThat(folder.resolve("a.txt")).hasContent("2");
  }
}
