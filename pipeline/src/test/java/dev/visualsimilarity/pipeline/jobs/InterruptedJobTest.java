package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import org.junit.jupiter.api.Test;

class InterruptedJobTest {

  private static final Timestamp TIME = Timestamp.newBuilder().setSeconds(100).build();

  @Test
  void whatRanHasFailedAndWhatWaitedIsNotTriggered() {
    PipelineJob.Builder job =
        PipelineJob.newBuilder()
            .setState(PipelineState.PIPELINE_STATE_CANCELLING)
            .setUpdateTime(TIME);
    job.getJobDetailBuilder()
        .addTaskDetails(PipelineTaskDetail.newBuilder().setState(State.SUCCEEDED).setEndTime(TIME))
        .addTaskDetails(PipelineTaskDetail.newBuilder().setState(State.RUNNING).setStartTime(TIME))
        .addTaskDetails(PipelineTaskDetail.newBuilder().setState(State.PENDING));

    PipelineJob ended = InterruptedJob.ended(job.build());

    assertThat(ended.getState()).isEqualTo(PipelineState.PIPELINE_STATE_FAILED);
    assertThat(ended.getError().getCode()).isEqualTo(Code.ABORTED_VALUE);
    assertThat(ended.getEndTime()).isEqualTo(TIME);
    assertThat(ended.getJobDetail().getTaskDetailsList())
        .extracting(PipelineTaskDetail::getState)
        .containsExactly(State.SUCCEEDED, State.FAILED, State.NOT_TRIGGERED);
    assertThat(InterruptedJob.ended(ended)).isSameAs(ended);
  }
}
