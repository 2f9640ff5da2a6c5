package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.parameter;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.rpc.Code;
import dev.visualsimilarity.pipeline.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are cancelled, wait, or are changed many at a time. */
@Timeout(300)
class CancelledJobTest {

  @TempDir private Path folder;
  private JobsServer server;

  @BeforeEach
  void start() throws Exception {
    server = JobsServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void cancellingEndsTheProgramsAndTheJobIsCancelled() throws Exception {
    String name = server.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "").getName();
    PipelineTaskDetail wait = server.running(name, "wait");
    long child = child(Path.of(parameter(wait, "log").getStringValue()).getParent());
    assertThatThrownBy(() -> server.jobs().deletePipelineJobAsync(name).get())
        .hasStackTraceContaining("FAILED_PRECONDITION");

    server.jobs().cancelPipelineJob(name);
    PipelineJob job = server.ended(name);

    assertThat(job.getState()).isEqualTo(PipelineState.PIPELINE_STATE_CANCELLED);
    assertThat(job.getError().getCode()).isEqualTo(Code.CANCELLED_VALUE);
    assertThat(task(job, "wait").getState()).isEqualTo(State.CANCELLED);
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThatThrownBy(() -> server.jobs().cancelPipelineJob(name))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("has ended");

    server.jobs().deletePipelineJobAsync(name).get();
    assertThatThrownBy(() -> server.jobs().getPipelineJob(name))
        .isInstanceOf(com.google.api.gax.rpc.NotFoundException.class);
  }

  @Test
  void cancellingEndsTheGraphsAroundTheProgramsAsCancelled() throws Exception {
    String root = "dag: {tasks: {around: {componentRef: {name: comp-around}}}}";
    // The one that waits for its turn ends before the one that runs.
    String around =
        """
        comp-around:
          dag:
            tasks:
              first: {componentRef: {name: comp-wait}}
              second: {componentRef: {name: comp-wait}}
              third: {componentRef: {name: comp-wait}}
        """;
    String name =
        server
            .jobs()
            .createPipelineJob(PARENT, JobsServer.job(JobPipelines.spec(root, around)).build(), "")
            .getName();
    server.running(name, "first");
    server.jobs().cancelPipelineJob(name);
    assertThat(server.ended(name).getJobDetail().getTaskDetailsList())
        .extracting(PipelineTaskDetail::getState)
        .hasSize(5)
        .containsOnly(State.CANCELLED);
  }

  @Test
  void jobsBeyondTheLimitWaitAndCanBeCancelledBeforeTheyBegin() throws Exception {
    try (JobsServer one = JobsServer.start(JobsServer.settings(folder, 1, Clock.systemUTC()))) {
      String first = one.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "a").getName();
      one.running(first, "wait");
      String second = one.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "b").getName();
      String third =
          one.jobs().createPipelineJob(PARENT, JobsServer.greeting("you"), "c").getName();

      assertThat(one.jobs().getPipelineJob(second).getState())
          .isEqualTo(PipelineState.PIPELINE_STATE_PENDING);
      one.jobs().cancelPipelineJob(second);
      assertThat(one.ended(second).getState()).isEqualTo(PipelineState.PIPELINE_STATE_CANCELLED);
      assertThat(one.jobs().getPipelineJob(third).getState())
          .isEqualTo(PipelineState.PIPELINE_STATE_PENDING);
      one.jobs().cancelPipelineJob(first);
      assertThat(one.ended(third).getState()).isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
    }
  }

  @Test
  void batchesCancelAndDeleteThroughOperations() throws Exception {
    String running = server.jobs().createPipelineJob(PARENT, JobsServer.waiting(), "").getName();
    String done = server.succeeded(JobsServer.greeting("you")).getName();
    List<String> both = List.of(running, done);

    assertThat(server.jobs().batchCancelPipelineJobsAsync(PARENT, both).get().getPipelineJobsList())
        .extracting(PipelineJob::getName)
        .containsExactly(running);
    server.ended(running);
    assertThat(server.jobs().batchDeletePipelineJobsAsync(PARENT, both).get().getPipelineJobsList())
        .hasSize(2);
    assertThat(server.jobs().listPipelineJobs(PARENT).iterateAll()).isEmpty();
  }

  /** The process that comp-wait has started, whose id it writes. */
  private static long child(Path taskFolder) throws Exception {
    Path pid = taskFolder.resolve("outputs/artifacts/pid");
    Waiting.forFile(pid);
    return Long.parseLong(Files.readString(pid).strip());
  }
}
