package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.pipeline.run.TaskEvent;
import dev.visualsimilarity.pipeline.run.TaskState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {

  private final StringWriter text = new StringWriter();

  @Test
  void printsOneLineAChangeAndNoBarWhereNobodyLooks() {
    report(false);
    assertThat(text.toString())
        .isEqualTo(
            """
            preprocess                     RUNNING
            preprocess                     SUCCEEDED        1.2 s
            embed [1/2]                    FAILED           0.5 s
                task embed [1/2]: exit code 1
                oops
            query                          NOT_TRIGGERED
            """);
  }

  @Test
  void drawsABarBelowTheLinesOnATerminal() {
    report(true);
    assertThat(text.toString())
        .contains("\r\033[2Kpreprocess                     RUNNING\n")
        .contains("2/2")
        .endsWith("\r\033[2K");
  }

  private void report(boolean terminal) {
    try (RunProgress progress = new RunProgress(new PrintWriter(text), terminal)) {
      progress.accept(event("preprocess", TaskState.PENDING, 0));
      progress.accept(event("embed [1/2]", TaskState.PENDING, 0));
      progress.accept(event("preprocess", TaskState.RUNNING, 0));
      progress.accept(event("preprocess", TaskState.SUCCEEDED, 1234));
      progress.accept(
          new TaskEvent(
              "embed [1/2]",
              TaskState.FAILED,
              Duration.ofMillis(500),
              List.of("task embed [1/2]: exit code 1", "oops")));
      progress.accept(event("query", TaskState.NOT_TRIGGERED, 0));
    }
  }

  private static TaskEvent event(String task, TaskState state, long millis) {
    return new TaskEvent(task, state, Duration.ofMillis(millis), List.of());
  }
}
