package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir private Path folder;

  @Test
  void runsOfTheSameSecondHaveFoldersOfTheirOwn() {
    List<String> names =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> RunFolder.createNew(folder.resolve("runs"), "run-1").name())
            .toList();
    assertThat(names).doesNotHaveDuplicates().contains("run-1", "run-1-2", "run-1-20");
  }

  @Test
  void aFolderThatCannotBeMadeIsAUsersMistake() throws Exception {
    Path file = Files.writeString(folder.resolve("runs"), "");
    assertThatThrownBy(() -> RunFolder.createNew(file, "run-1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot make the run's folder");
  }

  @Test
  void isDeletedOnlyWhileNothingIsInIt() throws Exception {
    RunFolder run = RunFolder.createNew(folder, "run");
    run.write("parameters.json", "{}");
    run.deleteIfEmpty();
    assertThat(run.path()).exists();
    Files.delete(run.path().resolve("parameters.json"));
    run.deleteIfEmpty();
    assertThat(run.path()).doesNotExist();
  }

  @Test
  void theEmulatorsStateIsKeptOnceTheRunHasBegun() throws Exception {
    RunFolder run = RunFolder.createNew(folder, "run");
    Files.createDirectories(run.emulator().resolve("indexes"));
    Files.writeString(run.emulator().resolve("indexes/1"), "vectors");
    run.write("parameters.json", "{}");
    run.deleteEmulatorUnlessBegun();
    assertThat(run.emulator().resolve("indexes/1")).exists();
    Files.delete(run.path().resolve("parameters.json"));
    run.deleteEmulatorUnlessBegun();
    run.deleteIfEmpty();
    assertThat(run.path()).doesNotExist();
  }
}
