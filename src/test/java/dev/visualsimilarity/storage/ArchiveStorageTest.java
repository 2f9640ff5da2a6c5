package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveStorageTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final Storage storage = Storages.create();

  @AfterEach
  void close() {
    storage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.zip", "shop.tar", "shop.tar.gz", "shop.TGZ"})
  void readsFilesInPlace(String name) throws IOException {
    Map<String, byte[]> files = files(300);
    StorageUri top = write(name, bytes(name, files));
    assertThat(storage.list(top))
        .extracting(object -> object.uri().toString())
        .containsExactlyElementsOf(
            files.keySet().stream().sorted().map(file -> top + "/" + file).toList());
    for (StorageObject object : storage.list(top)) {
      byte[] expected = files.get(object.uri().path().substring(top.path().length() + 1));
      assertThat(object.size()).isEqualTo(expected.length);
      assertThat(storage.find(object.uri())).contains(object);
      assertThat(storage.checksum(object.uri())).isEqualTo(Checksum.of(expected));
      try (InputStream in = storage.read(object.uri())) {
        assertThat(in.readAllBytes()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.zip", "shop.tar", "shop.tgz"})
  void servesSeveralThreads(String name) throws Exception {
    Map<String, byte[]> files = files(100);
    StorageUri top = write(name, bytes(name, files));
    ExecutorService readers = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> read = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        for (String file : files.keySet()) {
          read.add(
              readers.submit(
                  () -> {
                    try (InputStream in = storage.read(top.resolve(file))) {
                      return in.readAllBytes();
                    }
                  }));
        }
      }
      List<byte[]> expected = new ArrayList<>(files.values());
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void listsAFolderOfAnArchiveAndNothingBesideIt() throws IOException {
    StorageUri top =
        write(
            "shop.zip",
            TestArchives.zip(
                Map.of("a/1", HELLO, "a/b/2", HELLO, "a.x", HELLO, "ab/3", HELLO, "a0", HELLO)));
    assertThat(storage.list(top.resolve("a")))
        .extracting(object -> object.uri().toString())
        .containsExactly(top + "/a/1", top + "/a/b/2");
    assertThat(storage.list(top.resolve("none"))).isEmpty();
    assertThat(storage.find(top)).isEmpty();
    assertThat(storage.find(top.resolve("a"))).isEmpty();
  }

  @Test
  void readsARange() throws IOException {
    StorageUri file =
        write(
                "shop.zip",
                TestArchives.zip(
                    Map.of("digits", "0123456789".getBytes(StandardCharsets.US_ASCII))))
            .resolve("digits");
    assertThat(storage.read(file, 3, 4)).hasContent("3456");
    assertThat(storage.read(file, 8, 100)).hasContent("89");
    assertThat(storage.read(file, 10, 5)).isEmpty();
    assertThat(storage.read(file, 11, 5)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void readsStoredAndDeflatedFiles(ZipMethod method) throws IOException {
    Map<String, byte[]> files = files(20);
    StorageUri top = write("shop.zip", TestArchives.zip(files, method.getCode()));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      try (InputStream in = storage.read(top.resolve(file.getKey()))) {
        assertThat(in.readAllBytes()).isEqualTo(file.getValue());
      }
    }
  }

  @Test
  void readsAZipThatWasWrittenAsAStream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("dir/"));
      zip.putNextEntry(new ZipEntry("dir/ä.txt"));
      zip.write(HELLO);
    }
    StorageUri top = write("stream.zip", bytes.toByteArray());
    assertThat(storage.list(top)).hasSize(1);
    assertThat(storage.read(top.resolve("dir/ä.txt"))).hasContent("hello");
  }

  @Test
  void recognisesTheFormatByItsContent() throws IOException {
    StorageUri zip = write("really-a-zip.tar", TestArchives.zip(Map.of("a", HELLO)));
    StorageUri tar = write("really-a-tar.zip", TestArchives.tar(Map.of("a", HELLO)));
    assertThat(storage.read(zip.resolve("a"))).hasContent("hello");
    assertThat(storage.read(tar.resolve("a"))).hasContent("hello");
  }

  @Test
  void aHardLinkIsTheFileItNamesAndOtherKindsAreNoFiles() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = TestArchives.tar(bytes)) {
      TestArchives.add(tar, "./a.jpg", HELLO);
      link(tar, "b.jpg", TarConstants.LF_LINK, "./a.jpg");
      link(tar, "c.jpg", TarConstants.LF_SYMLINK, "/etc/passwd");
      link(tar, "d.jpg", TarConstants.LF_LINK, "/etc/passwd");
      link(tar, "e", TarConstants.LF_FIFO, "");
      link(tar, "f/", TarConstants.LF_DIR, "");
    }
    StorageUri top = write("links.tar", bytes.toByteArray());
    assertThat(storage.list(top))
        .extracting(object -> object.uri().name())
        .containsExactly("a.jpg", "b.jpg");
    assertThat(storage.read(top.resolve("b.jpg"))).hasContent("hello");
    assertThatThrownBy(() -> storage.read(top.resolve("c.jpg")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void ofTwoFilesWithOneNameTheLastCounts() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = TestArchives.tar(bytes)) {
      TestArchives.add(tar, "a.txt", "old".getBytes(StandardCharsets.US_ASCII));
      TestArchives.add(tar, "./a.txt", "new".getBytes(StandardCharsets.US_ASCII));
    }
    StorageUri tar = write("twice.tar", bytes.toByteArray());
    assertThat(storage.list(tar)).hasSize(1);
    assertThat(storage.read(tar.resolve("a.txt"))).hasContent("new");

    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("b.txt", "old".getBytes(StandardCharsets.US_ASCII));
    files.put("./b.txt", "new".getBytes(StandardCharsets.US_ASCII));
    StorageUri zip = write("twice.zip", TestArchives.zip(files));
    assertThat(storage.list(zip)).hasSize(1);
    assertThat(storage.read(zip.resolve("b.txt"))).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.zip", "shop.tar"})
  void refusesNamesThatLeadOut(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String bad : List.of("../evil.jpg", "/etc/evil.jpg", "a/../../evil.jpg")) {
      files.put(bad, HELLO);
    }
    files.put("good.jpg", HELLO);
    StorageUri top = write(name, bytes(name, files));
    assertThat(storage.list(top))
        .extracting(object -> object.uri().name())
        .containsExactly("good.jpg");
    assertThat(storage.refused(top))
        .containsExactly("../evil.jpg", "/etc/evil.jpg", "a/../../evil.jpg");
    // Even one that is made by hand does not get at the entry.
    assertThatThrownBy(() -> storage.read(new StorageUri("", top.path() + "/../evil.jpg")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("leaves the archive");
    assertThat(storage.refused(StorageUri.local(folder))).isEmpty();
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

    byte[] garbage = TestArchives.zip(Map.of("a", files(1).values().iterator().next()));
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

  private static byte[] bytes(String name, Map<String, byte[]> files) throws IOException {
    if (name.endsWith(".zip")) {
      return TestArchives.zip(files);
    }
    byte[] tar = TestArchives.tar(files);
    return name.endsWith(".tar") ? tar : TestArchives.gzip(tar);
  }

  /** Names and contents of every kind: long names, folders, empty, compressible and random. */
  static Map<String, byte[]> files(int count) {
    Random random = new Random(count);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[i % 10 == 9 ? 0 : random.nextInt(30_000) + 1];
      if (i % 3 > 0) {
        random.nextBytes(bytes);
      }
      files.put("%s/%d-%s.jpg".formatted("folder".repeat(i % 30 + 1), i, "Größe"), bytes);
    }
    return files;
  }

  private static void link(TarArchiveOutputStream tar, String name, byte kind, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static int find(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
