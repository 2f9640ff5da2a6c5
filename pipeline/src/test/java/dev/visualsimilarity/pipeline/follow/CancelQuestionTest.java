package dev.visualsimilarity.pipeline.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class CancelQuestionTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({"y, CANCEL", "YES, CANCEL", "'', GO_ON", "n, GO_ON", "maybe, GO_ON"})
  void onlyYesCancels(String answer, Decision decision) throws Exception {
    assertThat(ask(new StringReader(answer + "\n"))).isEqualTo(decision);
    assertThat(err.toString()).contains("Cancel the run? [y/N, or Ctrl-C again");
  }

  @Test
  void theEndOfTheInputLeavesTheRunAlone() throws Exception {
    assertThat(ask(new StringReader(""))).isEqualTo(Decision.LEAVE);
  }

  @Test
  void anotherCtrlCLeavesTheRunAloneWithoutAnAnswer() throws Exception {
    try (PipedOutputStream silent = new PipedOutputStream()) {
      // Never closed: closing it would wait for the thread that reads it, which the end of the pipe
      // ends.
      BufferedReader in = reader(silent);
      int[] waits = {0};
      Decision decision =
          new CancelQuestion(in, new PrintWriter(err), time -> ++waits[0] == 3).ask();
      assertThat(decision).isEqualTo(Decision.LEAVE);
    }
  }

  private static BufferedReader reader(PipedOutputStream out) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
  }

  private Decision ask(StringReader in) throws InterruptedException {
    Pause noCtrlC =
        time -> {
          Thread.sleep(time.toMillis());
          return false;
        };
    return new CancelQuestion(new BufferedReader(in), new PrintWriter(err), noCtrlC).ask();
  }
}
