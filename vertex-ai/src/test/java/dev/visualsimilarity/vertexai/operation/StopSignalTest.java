package dev.visualsimilarity.vertexai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.process.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signal comes to a program of its own: a Java machine has it once. */
@Timeout(120)
class StopSignalTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "waiting|told: stopped by a signal; cancelled b",
        "refused|told: stopped by a signal; could not cancel b: run the step again to go on",
        "answered|told: stopped by a signal; cancelled b, late",
        "unanswered|told: stopped by a signal; cancelled b; a request was on its way: run the step again to find what it began",
      })
  void whatRunsIsCancelledAndTold(String mode, String told) throws Exception {
    assertThat(stopped(mode).lines()).contains(told).doesNotContain("went on after the signal");
  }

  @Test
  void whoIsDoneIsNotToldOf() throws Exception {
    assertThat(stopped("closed")).doesNotContain("told:");
  }

  private String stopped(String mode) throws Exception {
    JavaProgram program = new JavaProgram(StopSignalProgram.class.getName(), folder.resolve("log"));
    Process process = program.start(List.of(mode));
    while (!program.printed().contains("waiting") && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    process.destroy();
    assertThat(program.await(process)).as(program.printed()).isEqualTo(143);
    return program.printed();
  }
}
