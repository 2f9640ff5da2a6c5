package dev.visualsimilarity.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkTest {

  @TempDir private Path work;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();

  @Test
  void aPartThatThereIsNotIsToldWithThoseThereAre() {
    assertThat(run("--parts", "sleep")).isEqualTo(2);
    assertThat(errors.toString()).contains("sleep", "extract", "preprocess", "memory");
  }

  @Test
  void aFolderWithoutPicturesIsAUsersMistakeAndNothingIsLeft() throws Exception {
    Path empty = Files.createDirectory(work.resolve("empty"));
    assertThat(run("--work-dir", work.toString(), "--images", empty.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("has no .jpg file");
    assertThat(tables.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(work).isDirectoryNotContaining("glob:**benchmark-*");
  }

  @Test
  void saysWhatItIsMeasuredOn() throws Exception {
    assertThat(Machine.describe())
        .contains(Runtime.getRuntime().availableProcessors() + " cores")
        .contains("JDK " + System.getProperty("java.version"), "load average");
  }

  private int run(String... args) {
    PrintStream out = new PrintStream(tables, true, StandardCharsets.UTF_8);
    CommandLine line = Commands.commandLine(new Benchmark(out));
    return line.setErr(new PrintWriter(errors)).execute(args);
  }
}
