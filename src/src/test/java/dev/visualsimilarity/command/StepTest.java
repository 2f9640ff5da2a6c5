package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
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
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> run(step)).isInstanceOf(IOException.class);
    assertThat(folder.resolve("executor_error.json"))
        .hasContent("{\"errorMessage\":\"java.io.IOException: disk full\"}");
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

  private int run(Step step) throws Exception {
    return Step.run(storage, Outputs.in(storage, folder), step);
  }
}
