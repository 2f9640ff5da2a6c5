package dev.visualsimilarity.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  @TempDir private Path folder;

  @Test
  void aLocalDirectoryIsUsedWhereItIs() throws IOException {
    Path model = TestModels.write(folder.resolve("model"));
    try (SavedModelDirectory opened = open(model)) {
      assertThat(opened.path()).isEqualTo(model);
      assertThat(opened.graph().signatures()).containsOnlyKeys("serving_default");
    }
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void anArchiveIsUnpackedOnceAndHasTheFingerprintOfItsDirectory() throws IOException {
    Path model = TestModels.write(folder.resolve("model"));
    Path archive = Files.write(folder.resolve("m.tar.gz"), TestModels.tarGz(model));
    SavedModelDirectory first = open(archive);
    var made = Files.getLastModifiedTime(first.path());
    SavedModelDirectory second = open(archive);
    assertThat(first.fingerprint()).isEqualTo(open(model).fingerprint());
    assertThat(second.path()).isEqualTo(first.path());
    assertThat(Files.getLastModifiedTime(second.path())).isEqualTo(made);
    assertThat(folder.resolve("cache/partial")).isEmptyDirectory();
  }

  @Test
  void anArchiveThatChangedIsUnpackedAgain() throws IOException {
    Path model = TestModels.write(folder.resolve("model"));
    Path archive = Files.write(folder.resolve("m.tgz"), TestModels.tarGz(model));
    String before = open(archive).fingerprint();
    Files.writeString(model.resolve("variables/variables.index"), "others");
    Files.write(archive, TestModels.tarGz(model));
    assertThat(open(archive).fingerprint())
        .isNotEqualTo(before)
        .isEqualTo(open(model).fingerprint());
  }

  @Test
  void aDamagedCopyIsNoticedAndFetchedAgain() throws IOException {
    Path model = TestModels.write(folder.resolve("model"));
    Path archive = Files.write(folder.resolve("m.tar.gz"), TestModels.tarGz(model));
    SavedModelDirectory first = open(archive);
    Files.writeString(first.path().resolve("variables/variables.index"), "nonE");
    SavedModelDirectory second = open(archive);
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(second.path().resolve("variables/variables.index")).hasContent("none");
  }

  @Test
  void whatAKilledFetchLeftIsNoModel() throws IOException {
    Path model = TestModels.write(folder.resolve("model"));
    Path archive = Files.write(folder.resolve("m.tar.gz"), TestModels.tarGz(model));
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> open(archive))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("archive %s is damaged, cut off or no tar archive", archive);
    assertThat(folder.resolve("cache/models")).isEmptyDirectory();
    assertThat(folder.resolve("cache/partial")).isEmptyDirectory();
    Files.write(archive, whole);
    assertThat(open(archive).fingerprint()).isEqualTo(open(model).fingerprint());
  }

  @Test
  void manyThreadsThatAskAtOnceGetTheSameWholeModel() throws Exception {
    Path model = TestModels.write(folder.resolve("model"));
    Path archive = Files.write(folder.resolve("m.tar.gz"), TestModels.tarGz(model));
    String fingerprint = open(model).fingerprint();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> asks =
          IntStream.range(0, 16)
              .<Callable<String>>mapToObj(i -> () -> open(archive).fingerprint())
              .toList();
      for (Future<String> answer : threads.invokeAll(asks)) {
        assertThat(answer.get()).isEqualTo(fingerprint);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhatThereIsInsteadOfASavedModel() throws IOException {
    Path keras = Files.writeString(folder.resolve("net.keras"), "");
    assertThatThrownBy(() -> open(keras))
        .hasMessage(
            "model %s is no SavedModel but net.keras, a Keras file; load it in Keras and write a SavedModel with model.export(DIRECTORY)",
            keras);
    Path frozen = Files.createDirectories(folder.resolve("frozen"));
    Files.writeString(frozen.resolve("graph.pb"), "");
    assertThatThrownBy(() -> open(frozen))
        .hasMessageContaining("has no saved_model.pb; it holds graph.pb, a graph of its own");
    TestModels.write(frozen.resolve("1"));
    assertThatThrownBy(() -> open(frozen)).hasMessageEndingWith("there is one in " + frozen + "/1");
    TestModels.write(frozen.resolve("2"));
    assertThatThrownBy(() -> open(frozen))
        .hasMessageContaining("there are 2 below it; give one of " + frozen + "/1, ");
    Path none = folder.resolve("none.tar.gz");
    assertThatThrownBy(() -> open(none)).hasMessageContaining("has no saved_model.pb");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(empty.resolve("readme.txt"), "");
    Path archive = Files.write(folder.resolve("e.tar.gz"), TestModels.tarGz(empty));
    assertThatThrownBy(() -> open(archive))
        .hasMessage("model %s has no saved_model.pb in it; give a TensorFlow SavedModel", archive);
  }

  private SavedModelDirectory open(Path model) throws IOException {
    return new ModelStore(new LocalStorage(), Optional.of(folder.resolve("cache")))
        .open(ModelSpec.of(model.toString()));
  }
}
