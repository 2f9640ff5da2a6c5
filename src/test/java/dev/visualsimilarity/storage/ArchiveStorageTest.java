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
}
