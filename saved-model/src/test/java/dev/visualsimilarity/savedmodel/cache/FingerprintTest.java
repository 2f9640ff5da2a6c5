package dev.visualsimilarity.savedmodel.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir private Path folder;

  @Test
  void isThatOfNamesAndContentsWhereverTheDirectoryIs() throws IOException {
    Path one = directory("one");
    Path other = directory("other");
    assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other)).matches("[0-9a-f]{64}");
    Files.writeString(other.resolve("variables/data"), "2");
    assertThat(Fingerprint.of(one)).isNotEqualTo(Fingerprint.of(other));
    Files.writeString(other.resolve("variables/data"), "1");
    Files.move(other.resolve("variables/data"), other.resolve("variables/date"));
    assertThat(Fingerprint.of(one)).isNotEqualTo(Fingerprint.of(other));
  }

  private Path directory(String name) throws IOException {
    Path directory = folder.resolve(name);
    Files.createDirectories(directory.resolve("variables"));
    Files.writeString(directory.resolve("saved_model.pb"), "0");
    Files.writeString(directory.resolve("variables/data"), "1");
    return directory;
  }
}
