package dev.visualsimilarity.vertexai.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    first.beginning("create it");
    Attempt second = open(BY_HAND, "request");
    assertThat(second.begun()).contains(NOW);
    assertThat(second.operation()).isEmpty();
    assertThat(second.unanswered("create it")).contains(Duration.ZERO);
    assertThat(second.unanswered("create another")).isEmpty();
    assertThat(second.filter()).isEqualTo(first.filter());
    second.beginning("create it");
    second.began("operations/1");
    assertThat(open(BY_HAND, "request").operation()).contains("operations/1");
    assertThat(open(BY_HAND, "request").unanswered("create it")).isEmpty();
    assertThat(open(BY_HAND, "request").labels()).isEqualTo(first.labels());
  }

  @Test
  void aRequestThatWasRefusedBeganNothing() {
    Attempt first = open(BY_HAND, "request");
    first.beginning("create it");
    first.refused();
    Attempt second = open(BY_HAND, "request");
    assertThat(second.begun()).isEmpty();
    assertThat(second.unanswered("create it")).isEmpty();
    assertThat(second.otherRequest()).isFalse();
    assertThat(second.labels()).isEqualTo(first.labels());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":",
        "[]",
        "\"text\"",
        "{\"key\":\"k\",\"request\":\"request\",\"begun\":\"yesterday\"}",
        "{\"key\":{},\"request\":\"request\"}",
        "{\"request\":\"request\",\"begun\":\"2026-11-25T12:00:00Z\"}",
        "",
        "\u0000"
      })
  void aNoteThatIsDamagedDoesNotCount(String text) throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/attempt.json"), text);
    Attempt attempt = open(BY_HAND, "request");
    assertThat(attempt.begun()).isEmpty();
    assertThat(attempt.operation()).isEmpty();
    assertThat(attempt.otherRequest()).isFalse();
    attempt.beginning("create it");
    assertThat(open(BY_HAND, "request").labels()).isEqualTo(attempt.labels());
  }

  @Test
  void byHandAnotherRequestIsAnotherThing() {
    Attempt first = open(BY_HAND, "request");
    first.beginning("create it");
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
    open(TASK, "request").beginning("create it");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("runs")).isNotEmptyDirectory();
    assertThat(open(TASK, "request").begun()).contains(NOW);
  }

  @Test
  void aNoteThatCannotBeReadOrWrittenStopsNothing() throws IOException {
    Files.createDirectories(folder.resolve("out/attempt.json/in-the-way"));
    Attempt attempt = open(BY_HAND, "request");
    assertThat(attempt.begun()).isEmpty();
    attempt.beginning("create it");
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
