package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;

  @Test
  void theStatementOfALogIsItsLastLineThatIsNotOfAStackTrace() throws IOException {
    String java =
        """
        Exception in thread "main" java.lang.IllegalStateException: outer
        \tat shop.Main.main(Main.java:3)
        Caused by: java.io.IOException: disk full
        \tat shop.Disk.write(Disk.java:7)
        \t... 1 more

        """;
    assertThat(statement(java)).contains("Caused by: java.io.IOException: disk full");
    assertThat(statement("one\ntwo")).contains("two");
  }

  @Test
  void ofALongLineTheBeginningIsTaken() throws IOException {
    assertThat(statement("x".repeat(1_000))).contains("x".repeat(300));
  }

  @Test
  void aLogThatSaysNothingHasNone() throws IOException {
    assertThat(statement("\n  \n")).isEmpty();
    assertThat(LogTail.statement(folder.resolve("none"))).isEmpty();
  }

  private Optional<String> statement(String log) throws IOException {
    return LogTail.statement(Files.writeString(folder.resolve("log.txt"), log));
  }
}
