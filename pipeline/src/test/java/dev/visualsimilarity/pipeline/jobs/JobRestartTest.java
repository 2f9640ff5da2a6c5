package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.rpc.Code;
import java.nio.file.Path;
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
}
