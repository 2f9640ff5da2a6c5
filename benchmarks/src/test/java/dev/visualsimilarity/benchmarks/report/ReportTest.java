package dev.visualsimilarity.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void printsSectionsInMarkdown() {
    report.section("Speed", "Two images.", new Table("what", "rate").row("all", "7"));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            ## Speed

            Two images.

            | what | rate |
            | --- | --- |
            | all | 7 |

            """);
  }

  @Test
  void endsWithWhatWasAimedAtAndReached() {
    report.atLeast("speed", 0.951, 0.95);
    report.atLeast("start", 0.949, 0.95);
    report.below("memory", "3 MiB", "2 MiB", false);
    report.finish();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains(
            "| speed | 0.95 | at least 0.95 | yes |",
            "| start | 0.95 | at least 0.95 | no |",
            "| memory | 3 MiB | below 2 MiB | no |");
  }
}
