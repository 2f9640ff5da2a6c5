package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageUriTest {

  @ParameterizedTest
  @CsvSource({
    "gs://bucket/a/b.jpg, gs://bucket/a/b.jpg",
    "/gcs/bucket/a/b.jpg, gs://bucket/a/b.jpg",
    "gs://bucket/a/, gs://bucket/a",
    "gs://bucket, gs://bucket/",
    "/data/a/../b/, /data/b",
    "file:///data/a b.jpg, /data/a b.jpg",
    "file:///data/a%20%C3%BC+b.jpg, /data/a ü+b.jpg",
    "file:///data/50%.jpg, /data/50%.jpg",
    "/data/a%20b.jpg, /data/a%20b.jpg",
    "file:/data/a, /data/a",
    "file://localhost/data/a, /data/a",
  })
  void readsEveryFormOfAUri(String text, String expected) {
    assertThat(StorageUri.parse(text)).hasToString(expected);
  }

  @Test
  void aRelativePathCountsFromTheWorkingDirectory() {
    assertThat(StorageUri.parse("a/b").toPath()).isEqualTo(Path.of("a/b").toAbsolutePath());
  }

  @ParameterizedTest
  @CsvSource({
    "gs://b/catalog, images/1.jpg, gs://b/catalog/images/1.jpg",
    "gs://b, x, gs://b/x",
    "/data, images/1.jpg, /data/images/1.jpg",
    "/data, ../1.jpg, /1.jpg",
    "/data, gs://b/1.jpg, gs://b/1.jpg",
    "gs://b/catalog, /data/1.jpg, /data/1.jpg",
    "gs://b/catalog, ../images/./1.jpg, gs://b/images/1.jpg",
    "gs://b/catalog, images//1.jpg, gs://b/catalog/images/1.jpg",
    "gs://b/catalog, ./1.jpg, gs://b/catalog/1.jpg",
    "gs://b/catalog, images/../1.jpg, gs://b/catalog/1.jpg",
    "gs://b/a/c, ../../1.jpg, gs://b/1.jpg",
    "gs://b/catalog, .., gs://b/",
    "gs://b/catalog, ..1.jpg, gs://b/catalog/..1.jpg",
    "gs://b/catalog, x/, gs://b/catalog/x",
  })
  void resolvesRelativeAndAbsoluteChildren(String directory, String child, String expected) {
    assertThat(StorageUri.parse(directory).resolve(child)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"gs://b/catalog, ../../1.jpg", "gs://b, ..", "gs://b/a, x/../../../b/1.jpg"})
  void refusesToLeaveTheBucket(String directory, String child) {
    assertThatThrownBy(() -> StorageUri.parse(directory).resolve(child))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'%s' in ", child)
        .hasMessageContaining("leaves the bucket b; give a path below it");
  }

  @Test
  void knowsParentAndName() {
    StorageUri uri = StorageUri.parse("gs://b/x/y.csv");
    assertThat(uri.parent()).hasToString("gs://b/x");
    assertThat(uri.name()).isEqualTo("y.csv");
    assertThat(StorageUri.parse("/y.csv").parent()).hasToString("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "s3://bucket/a", "https://host/a"})
  void refusesWhatItCannotReadAsABadParameter(String text) {
    assertThatThrownBy(() -> StorageUri.parse(text))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS))
        .hasMessageContaining("gs://bucket/path");
  }
}
