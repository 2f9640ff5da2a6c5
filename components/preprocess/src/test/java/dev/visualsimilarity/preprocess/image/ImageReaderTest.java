package dev.visualsimilarity.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {

  @Test
  void aFileThatIsMissingOrAFolderIsRejected(@TempDir Path folder) throws Exception {
    ImageReader reader = new ImageReader(new LocalStorage());
    Files.writeString(folder.resolve("a.jpg"), "abc");
    assertThat(reader.read(StorageUri.local(folder.resolve("a.jpg")))).hasSize(3);
    assertThatThrownBy(() -> reader.read(StorageUri.local(folder.resolve("b.jpg"))))
        .isInstanceOf(BadImageException.class)
        .hasMessage("there is no such file");
    assertThatThrownBy(() -> reader.read(StorageUri.local(folder.resolve("images\\a.jpg"))))
        .isInstanceOf(BadImageException.class)
        .hasMessage("there is no such file; what separates folders is /, not \\");
    assertThatThrownBy(() -> reader.read(StorageUri.local(folder)))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void anOutageOfTheStorageIsNoFaultOfTheImage() {
    StorageUri uri = StorageUri.parse("gs://bucket/a.jpg");
    RetryLimits none =
        new RetryLimits(
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ZERO,
            Duration.ofSeconds(1));
    try (Storage unreachable = CloudStorage.at("http://127.0.0.1:1", none)) {
      ImageReader reader = new ImageReader(unreachable);
      assertThatThrownBy(() -> reader.read(uri))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
          .hasMessageStartingWith("cannot reach Cloud Storage to read gs://bucket/a.jpg: ")
          .message()
          .hasLineCount(1);
    }
  }
}
