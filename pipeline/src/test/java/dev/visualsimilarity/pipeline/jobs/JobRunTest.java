package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.rpc.Code;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRunTest {

  @Test
  void isToldOnlyWhereSomethingHasChanged() {
    List<PipelineJob> told = new ArrayList<>();
    PipelineJob job =
        PipelineJob.newBuilder().setName(JobsServer.PARENT + "/pipelineJobs/r1").build();
    JobRun run =
        new JobRun(
            job,
            null,
            listener -> {
              throw new IllegalStateException("its turn has come");
            },
            Clock.systemUTC(),
            told::add);
    run.tell();
    assertThat(told).isEmpty();
    run.started("build", Path.of("log"));
    run.tell();
    run.tell();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getJobDetail().getTaskDetailsList()).isNotEmpty();
    run.failed("build", "no disk");
    run.stop(TaskDetails.error(Code.CANCELLED, "enough"));
    run.tell();
    assertThat(told).hasSize(2);
    assertThat(told.get(1).hasEndTime()).isTrue();
  }
}
