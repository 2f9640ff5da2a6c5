package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.OutageException;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {

  @TempDir private Path folder;

  private final Storage storage = new LocalStorage();

  @Test
  void finishesTheOutputsOfAStepThatEnds() throws Exception {
    assertThat(run((s, outputs) -> outputs.parameter("image_count", 3))).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("executor_output.json")).content().contains("\"image_count\": 3");
    assertThat(folder.resolve("executor_error.json")).doesNotExist();
  }

  @Test
  void leavesTheReasonOfAUsersMistake() {
    Step step =
        (s, outputs) -> {
          throw UserException.badParameter("no such catalog: x.csv");
        };
    assertThatThrownBy(() -> run(step)).isInstanceOf(UserException.class);
    assertThat(folder.resolve("executor_error.json"))
        .hasContent("{\"errorMessage\":\"no such catalog: x.csv\"}");
    assertThat(folder.resolve("executor_output.json")).doesNotExist();
  }

  @Test
  void leavesTheReasonOfAnErrorOfOurs() {
    Step step =
        (s, outputs) -> {
          throw new IllegalStateException("oops");
        };
    assertThatThrownBy(() -> run(step)).isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("executor_error.json"))
        .hasContent("{\"errorMessage\":\"java.lang.IllegalStateException: oops\"}");
  }

  @Test
  void aFailureOfTheMachineIsOneLine() {
    assertThatThrownBy(
            () ->
                run(
                    (s, outputs) -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessage("disk full");
    assertThatThrownBy(
            () ->
                run(
                    (s, outputs) -> {
                      throw new UncheckedIOException(new AccessDeniedException("/x"));
                    }))
        .isInstanceOf(UserException.class)
        .hasMessage("permission denied: /x");
    assertThat(folder.resolve("executor_error.json"))
        .hasContent("{\"errorMessage\":\"permission denied: /x\"}");
    assertThatThrownBy(
            () ->
                run(
                    (s, outputs) -> {
                      throw new UncheckedIOException("cannot write /x: no", new IOException("no"));
                    }))
        .hasMessage("cannot write /x: no");
    assertThatThrownBy(
            () ->
                run(
                    (s, outputs) -> {
                      throw new OutageException("cannot reach it", new IOException("no"));
                    }))
        .hasMessage("cannot reach it");
  }

  @Test
  void tooManyRejectsLeavesTheOutputsAndTheReason() {
    Step step =
        (s, outputs) -> {
          outputs.metrics("metrics", Map.of("rejected_count", 5));
          throw UserException.tooManyRejects("5 of 10 images rejected");
        };
    assertThatThrownBy(() -> run(step)).hasMessage("5 of 10 images rejected");
    assertThat(folder.resolve("executor_output.json")).content().contains("rejected_count");
    assertThat(folder.resolve("artifacts/metrics")).hasContent("{\"rejected_count\":5}");
    assertThat(folder.resolve("executor_error.json")).content().contains("5 of 10");
  }

  @Test
  void aSuccessAfterAFailureLeavesNoReason() throws Exception {
    assertThatThrownBy(() -> run(failing())).isInstanceOf(UserException.class);
    run((s, outputs) -> outputs.parameter("image_count", 3));
    assertThat(folder.resolve("executor_error.json")).doesNotExist();
    assertThat(folder.resolve("executor_output.json")).exists();
  }

  @Test
  void aFailureAfterASuccessLeavesNoResult() throws Exception {
    run((s, outputs) -> outputs.parameter("index", "shop"));
    assertThatThrownBy(() -> run(failing())).isInstanceOf(UserException.class);
    assertThat(folder.resolve("executor_output.json")).doesNotExist();
    assertThat(folder.resolve("executor_error.json")).content().contains("no such catalog");
    assertThat(folder.resolve("parameters/index")).doesNotExist();
  }

  private static Step failing() {
    return (s, outputs) -> {
      throw UserException.badParameter("no such catalog: x.csv");
    };
  }

  private int run(Step step) throws Exception {
    return Step.run(storage, Outputs.in(storage, folder), step);
  }
}
