package dev.visualsimilarity.sample.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {

  @Test
  void namesTheMissingTableInOneLine(@TempDir Path folder) {
    StringWriter err = new StringWriter();
    int code =
        Commands.commandLine(new Evaluate())
            .setErr(new PrintWriter(err, true))
            .execute("--catalog", folder.toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(folder.resolve("catalog.csv").toString());
  }
}
