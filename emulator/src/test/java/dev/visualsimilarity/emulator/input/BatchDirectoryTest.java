package dev.visualsimilarity.emulator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchDirectoryTest {
  @TempDir Path directory;

  @Test
  void listsDataFilesByNameAndFilesOfIdsToDelete() throws Exception {
    touch("b.json");
    touch("a.json");
    touch("delete/ids.txt");

    BatchDirectory batch = list();

    assertThat(batch.dataFiles())
        .extracting(file -> file.uri().name())
        .containsExactly("a.json", "b.json");
    assertThat(batch.deleteFiles())
        .extracting(file -> file.uri().name())
        .containsExactly("ids.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "embeddings.jsonl, its name must end with",
    "embeddings.CSV, its name must end with",
    "embeddings.csv.gz, its name must end with",
    "_SUCCESS, its name must end with",
    "nested/more.json, sub-directory",
    "delete/deeper/ids.txt, sub-directory"
  })
  void refusesOtherFilesAndNamesThem(String name, String reason) throws IOException {
    touch("a.json");
    touch(name);

    assertThatThrownBy(this::list)
        .isInstanceOf(BatchException.class)
        .hasMessageContaining(directory.resolve(name).toString())
        .hasMessageContaining(reason);
  }

  @Test
  void takesEveryFormatOfTheServiceAlsoTogether() throws Exception {
    touch("a.json");
    touch("b.csv");
    touch("c.avro");

    assertThat(list().dataFiles())
        .extracting(file -> file.uri().name())
        .containsExactly("a.json", "b.csv", "c.avro");
  }

  @Test
  void refusesMoreFilesThanTheServiceTakes() throws IOException {
    for (int i = 0; i <= BatchDirectory.MAX_FILES; i++) {
      touch("embeddings-%05d.json".formatted(i));
    }

    assertThatThrownBy(this::list)
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("5001 data files; a batch has at most 5000");
  }

  @Test
  void refusesAFileInThePlaceOfADirectory() throws IOException {
    touch("a.json");
    StorageUri file = StorageUri.local(directory.resolve("a.json"));

    assertThatThrownBy(() -> BatchDirectory.list(new LocalStorage(), file))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void saysThatADirectoryHasNoFiles() {
    assertThatThrownBy(this::list).isInstanceOf(NoSuchFileException.class);
  }

  private BatchDirectory list() throws IOException, BatchException {
    return BatchDirectory.list(new LocalStorage(), StorageUri.local(directory));
  }

  private void touch(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }
}
