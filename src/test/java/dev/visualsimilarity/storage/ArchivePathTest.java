package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivePathTest {

  @ParameterizedTest
  @CsvSource({
    "/data/shop.zip!/train/1.jpg, /data/shop.zip, train/1.jpg",
    "/data/shop.ZIP!, /data/shop.ZIP, ''",
    "/data/shop.zip!/, /data/shop.zip, ''",
    "gs://b/x/shop.tar!/1.jpg, gs://b/x/shop.tar, 1.jpg",
    "/gcs/b/shop.tgz!/1.jpg, gs://b/shop.tgz, 1.jpg",
    "file:///data/shop.tar.gz!/./a//1.jpg, /data/shop.tar.gz, a/1.jpg",
    "/data/../shop.zip!/a/../b.jpg, /shop.zip, b.jpg",
    "/data/a.zip!/b.zip!/1.jpg, /data/a.zip, b.zip!/1.jpg",
  })
  void namesAPlaceInAnArchive(String text, String archive, String entry) {
    assertThat(ArchivePath.of(StorageUri.parse(text)))
        .contains(new ArchivePath(StorageUri.parse(archive), entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/data/shop.zip", "/data/sale!/1.jpg", "/data/x.zip!y/1.jpg", "gs://b/zip!/1.jpg"})
  void otherPathsAreNone(String text) {
    assertThat(ArchivePath.of(StorageUri.parse(text))).isEmpty();
    assertThat(StorageUri.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/shop.zip!, train/1.jpg, /data/shop.zip!/train/1.jpg",
    "gs://b/shop.zip!/tables, ../train/1.jpg, gs://b/shop.zip!/train/1.jpg",
    "/data/shop.zip!/train, gs://b/1.jpg, gs://b/1.jpg",
    "/data/shop.zip!/train, /abs/1.jpg, /abs/1.jpg",
    "/data, shop.zip!/1.jpg, /data/shop.zip!/1.jpg",
    "gs://b/x, ../shop.zip!/a/../1.jpg, gs://b/shop.zip!/1.jpg",
    "/data/shop.zip!/train, .., /data/shop.zip!",
  })
  void resolvesInAnArchive(String directory, String child, String expected) {
    assertThat(StorageUri.parse(directory).resolve(child)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/shop.zip!/train, ../../1.jpg",
    "gs://b/shop.zip!, ../1.jpg",
    "/data, shop.zip!/../1.jpg",
    "/data, /data/shop.zip!/a/../../1.jpg",
  })
  void refusesToLeaveTheArchive(String directory, String child) {
    assertThatThrownBy(() -> StorageUri.parse(directory).resolve(child))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("1.jpg' in ")
        .hasMessageContaining("leaves the archive; give a path in it");
  }

  @Test
  void theFolderOfAnEntryEndsAtTheTop() {
    StorageUri table = StorageUri.parse("/data/shop.zip!/train.csv");
    assertThat(table.parent()).isEqualTo(StorageUri.parse("/data/shop.zip!"));
    assertThat(table.parent()).isEqualTo(ArchivePath.top(StorageUri.parse("/data/shop.zip")).uri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "a/../../b",
        "a/../b",
        "/a",
        "\\a",
        "C:\\a",
        "c:/a",
        "..\\a",
        "a\0b",
        ".."
      })
  void anEntryWhoseNameLeadsOutIsRefused(String raw) {
    assertThat(ArchivePath.entryName(raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "./a.jpg, a.jpg",
    "a//b.jpg, a/b.jpg",
    "..a/b..jpg, ..a/b..jpg",
    "a\\b.jpg, a\\b.jpg"
  })
  void anEntryIsFoundByItsPlainName(String raw, String name) {
    assertThat(ArchivePath.entryName(raw)).contains(name);
  }

  @Property(tries = 1000)
  void noEntryNameLeadsOutOfTheArchive(@ForAll("paths") String raw) {
    ArchivePath.entryName(raw)
        .ifPresent(
            name -> {
              assertThat(name).doesNotStartWith("/").doesNotEndWith("/").isNotEmpty();
              assertThat(List.of(name.split("/", -1))).doesNotContain("..", ".", "");
              assertThat(ArchivePath.entryName(name)).contains(name);
            });
  }

  @Property(tries = 1000)
  void noPathBelowAnArchiveLeavesIt(@ForAll("paths") String child, @ForAll("paths") String folder) {
    Assume.that(!child.contains("://"));
    String top = "gs://b/x/shop.zip!";
    try {
      StorageUri uri = StorageUri.parse(top + "/" + folder).resolve("./" + child);
      assertThat(uri.toString() + "/").startsWith(top + "/");
      assertThat(List.of(uri.path().split("/", -1))).doesNotContain("..", ".", "");
      assertThat(StorageUri.parse(uri.toString())).isEqualTo(uri);
      assertThat(ArchivePath.of(uri).orElseThrow().uri()).isEqualTo(uri);
    } catch (UserException e) {
      assertThat(e).hasMessageContaining("leaves the archive");
      assertThat(folder + "/" + child).contains("..");
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("..", ".", "", "a", "b.jpg", "x.zip!", "...", "C:", "ä b", "\\", "a\\..")
        .list()
        .ofMaxSize(6)
        .map(segments -> String.join("/", segments));
  }
}
