package dev.visualsimilarity.vertexai.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTest {

  private static final TaskRun BY_HAND = new TaskRun("", "", "");
  private static final TaskRun TASK = new TaskRun("Nightly", "17", "build");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;
  private final Storage storage = new LocalStorage();

  @Test
  void byHandTheNextAttemptFindsWhatTheLastOneWasAt() {
    Attempt first = open(BY_HAND, "request");
    assertThat(first.begun()).isEmpty();
    first.beginning();
    Attempt second = open(BY_HAND, "request");
    assertThat(second.begun()).contains(NOW);
    assertThat(second.operation()).isEmpty();
    assertThat(second.filter()).isEqualTo(first.filter());
    second.beginning();
    second.began("operations/1");
    assertThat(open(BY_HAND, "request").operation()).contains("operations/1");
    assertThat(open(BY_HAND, "request").labels()).isEqualTo(first.labels());
  }

  @Test
  void byHandAnotherRequestIsAnotherThing() {
    Attempt first = open(BY_HAND, "request");
    first.beginning();
    first.began("operations/1");
    Attempt other = open(BY_HAND, "another");
    assertThat(other.otherRequest()).isTrue();
    assertThat(other.begun()).isEmpty();
    assertThat(other.operation()).isEmpty();
    assertThat(other.labels()).isNotEqualTo(first.labels());
  }

  @Test
  void attemptsOfATaskShareAKeyWithoutAnyFile() {
    assertThat(open(TASK, "request").filter()).isEqualTo(open(TASK, "request").filter());
    assertThat(open(TASK, "request").filter())
        .isNotEqualTo(open(TASK, "another").filter())
        .isNotEqualTo(open(new TaskRun("Nightly", "18", "build"), "request").filter())
        .isNotEqualTo(open(new TaskRun("Nightly", "17", "deploy"), "request").filter());
    assertThat(open(TASK, "request").labels())
        .containsEntry("visual-similarity-run", "nightly")
        .containsEntry("visual-similarity-run-id", "17")
        .containsEntry("visual-similarity-task", "build")
        .hasSize(4);
  }

  @Test
  void theNoteOfATaskIsNotAmongItsOutputs() {
    open(TASK, "request").beginning();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("runs")).isNotEmptyDirectory();
    assertThat(open(TASK, "request").begun()).contains(NOW);
  }

  @Test
  void aNoteThatCannotBeReadOrWrittenStopsNothing() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/attempt.json"), "{\"key\":");
    assertThat(open(BY_HAND, "request").begun()).isEmpty();
    Files.delete(folder.resolve("out/attempt.json"));
    Files.createDirectories(folder.resolve("out/attempt.json/in-the-way"));
    Attempt attempt = open(BY_HAND, "request");
    assertThat(attempt.begun()).isEmpty();
    attempt.beginning();
    assertThat(attempt.begun()).as("as it knows itself").contains(NOW);
    assertThat(open(BY_HAND, "request").begun()).as("as the next one finds it").isEmpty();
  }

  private Attempt open(TaskRun task, String request) {
    return Attempt.open(
        storage,
        Clock.fixed(NOW, ZoneOffset.UTC),
        task,
        request,
        StorageUri.local(folder.resolve("out/attempt.json")),
        StorageUri.local(folder.resolve("runs")));
  }
}
