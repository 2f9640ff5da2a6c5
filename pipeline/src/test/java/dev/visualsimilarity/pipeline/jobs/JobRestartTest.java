package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJobName;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.rpc.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JobRestartTest {

  @TempDir private Path folder;

  @Test
  void jobsThatHaveEndedAreThereAfterARestart() throws Exception {
    PipelineJob before;
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      before = server.succeeded(JobsServer.greeting("you"));
    }
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      assertThat(server.jobs().getPipelineJob(before.getName())).isEqualTo(before);
      server.jobs().deletePipelineJobAsync(before.getName()).get();
    }
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      assertThat(server.jobs().listPipelineJobs(PARENT).iterateAll()).isEmpty();
    }
  }

  @Test
  void stoppingTheEmulatorEndsItsJobs() throws Exception {
    String name;
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      name = server.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "").getName();
      server.running(name, "wait");
    }
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      PipelineJob job = server.jobs().getPipelineJob(name);
      assertThat(job.getState()).isEqualTo(PipelineState.PIPELINE_STATE_FAILED);
      assertThat(job.getError().getCode()).isEqualTo(Code.ABORTED_VALUE);
      assertThat(job.getError().getMessage()).contains("submit it again");
      assertThat(task(job, "wait").getState()).isEqualTo(State.CANCELLED);
    }
  }

  @Test
  void aFileThatCannotBeReadKeepsNothingElseFromBeingThere() throws Exception {
    String broken;
    String whole;
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      broken = server.succeeded(JobsServer.greeting("you")).getName();
      whole = server.succeeded(JobsServer.greeting("me")).getName();
    }
    Files.write(file(broken), new byte[0]);
    FileTime before = Files.getLastModifiedTime(file(whole));
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      assertThat(server.jobs().listPipelineJobs(PARENT).iterateAll())
          .extracting(PipelineJob::getName)
          .containsExactly(whole);
    }
    assertThat(file(broken)).isEmptyFile();
    assertThat(Files.getLastModifiedTime(file(whole))).isEqualTo(before);
  }

  @Test
  void aJobWhoseFileIsGoneIsNoPartOfLists() throws Exception {
    try (JobsServer server = JobsServer.kept(folder, Clock.systemUTC())) {
      String gone = server.succeeded(JobsServer.greeting("you")).getName();
      String there = server.succeeded(JobsServer.greeting("me")).getName();
      Files.delete(file(gone));
      assertThat(server.jobs().listPipelineJobs(PARENT).iterateAll())
          .extracting(PipelineJob::getName)
          .containsExactly(there);
      assertThatThrownBy(() -> server.jobs().getPipelineJob(gone))
          .isInstanceOf(NotFoundException.class);
    }
  }

  private Path file(String job) {
    PipelineJobName name = PipelineJobName.parse(job);
    return folder
        .resolve("data/pipelines")
        .resolve(Path.of(name.getProject(), name.getLocation(), "pipelineJobs"))
        .resolve(Path.of(name.getPipelineJob(), "resource.pb"));
  }
}
