package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.visualsimilarity.pipeline.client.FakeVertex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a program that follows a run: a real signal to a process of its own. */
@Timeout(120)
class FollowInterruptTest {

  private static final long SIGINT_BIT = 1L << 1;
  private static final String NAME = "projects/shop/locations/us-central1/pipelineJobs/r1";

  @TempDir private Path folder;
  private FakeVertex vertex;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeVertex();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
    vertex.close();
  }

  @Test
  void leavesTheRunAloneWhereNobodyCanBeAsked() throws Exception {
    submit(false);
    interrupt();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(read("err")).contains("goes on", "visual-similarity runs cancel r1 --project shop");
    assertThat(JsonParser.parseString(read("out")).getAsJsonObject().get("name").getAsString())
        .isEqualTo(NAME);
    assertThat(vertex.cancelled()).isEmpty();
  }

  @Test
  void cancelsTheRunWherePeopleSayYes() throws Exception {
    submit(true);
    interrupt();
    await("Cancel the run?");
    try (OutputStream answer = process.getOutputStream()) {
      answer.write("y\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(vertex.cancelled()).containsExactly(NAME);
    assertThat(read("err")).contains("CANCELLED after");
  }

  @Test
  void aSecondCtrlCLeavesTheRunAlone() throws Exception {
    submit(true);
    interrupt();
    await("Cancel the run?");
    interrupt();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(vertex.cancelled()).isEmpty();
  }

  /** Waits for the second look, which comes after the signal's handler is there. */
  private void submit(boolean interactive) throws Exception {
    String root = "dag: {tasks: {wait: {componentRef: {name: comp-wait}}}}";
    Path pipeline = TestPipelines.write(folder, TestPipelines.yaml(root, ""));
    CountDownLatch looked = new CountDownLatch(1);
    vertex.then(
        job -> {
          looked.countDown();
          return job;
        });
    List<String> command = new ArrayList<>(heedingInterrupts());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dvisual-similarity.interactive=" + interactive,
            "-cp",
            System.getProperty("java.class.path"),
            VisualSimilarity.class.getName(),
            "submit",
            pipeline.toString(),
            "--project=shop",
            "--api-endpoint=" + vertex.endpoint(),
            "--pipeline-root=" + folder,
            "--job-id=r1",
            "--wait"));
    process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(looked.await(60, TimeUnit.SECONDS)).as(() -> read("err")).isTrue();
  }

  /** A shell lets the programs that it starts in the background ignore SIGINT, and theirs too. */
  private static List<String> heedingInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.isReadable(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
    return ignored ? List.of("env", "--default-signal=INT") : List.of();
  }

  private void interrupt() throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void await(String text) throws Exception {
    Waiting.until(() -> read("err").contains(text) || !process.isAlive(), () -> read("err"));
    assertThat(read("err")).contains(text);
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
