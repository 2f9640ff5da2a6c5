package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.rpc.Code;
import dev.visualsimilarity.pipeline.VisualSimilarity;
import dev.visualsimilarity.pipeline.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code visual-similarity emulator} as a program of its own. */
@Timeout(300)
class EmulatorProcessTest {

  private static final Pattern LISTENING = Pattern.compile("is listening on (\\S+)");

  @TempDir private Path folder;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VisualSimilarity.class.getName(),
                "emulator",
                "--port=0",
                "--max-jobs=1",
                "--data-dir=" + folder.resolve("data"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void aTerminatedEmulatorEndsTheProgramsOfItsJobs() throws Exception {
    ProcessHandle child;
    try (JobsClients clients = new JobsClients(address())) {
      child = program(clients, begin(clients));
    }
    assertThat(output())
        .contains("Pipeline jobs run on this machine, by --runner process")
        .contains(folder.resolve("data/pipelines").toString());
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void whatAKilledEmulatorWasRunningHasFailedAfterIt() throws Exception {
    String name;
    ProcessHandle child;
    try (JobsClients clients = new JobsClients(address())) {
      name = begin(clients);
      child = program(clients, name);
      process.destroyForcibly().waitFor();
    }
    try (JobsServer server = JobsServer.kept(folder, folder.resolve("data"), Clock.systemUTC())) {
      PipelineJob job = server.jobs().getPipelineJob(name);
      assertThat(job.getState()).isEqualTo(PipelineState.PIPELINE_STATE_FAILED);
      assertThat(job.getError().getCode()).isEqualTo(Code.ABORTED_VALUE);
    } finally {
      child.destroyForcibly();
    }
  }

  private static String begin(JobsClients clients) {
    return clients.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "").getName();
  }

  /** What the job's only task has started, whose id it writes. */
  private static ProcessHandle program(JobsClients clients, String job) throws Exception {
    Path log = Path.of(JobsServer.parameter(clients.running(job, "wait"), "log").getStringValue());
    Path pid = log.resolveSibling("outputs/artifacts/pid");
    Waiting.forFile(pid);
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  private String address() throws Exception {
    Waiting.until(() -> LISTENING.matcher(output()).find() || !process.isAlive(), this::output);
    Matcher listening = LISTENING.matcher(output());
    assertThat(listening.find()).as(output()).isTrue();
    return listening.group(1);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }
}
