package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.rpc.Status;

/** A job whose emulator went away before it ended. */
final class InterruptedJob {

  static final String MESSAGE =
      "the emulator was stopped before this job ended; submit it again under another id";

  private InterruptedJob() {}

  /** The job with an end: FAILED, its error ABORTED; one that has ended as it is. */
  static PipelineJob ended(PipelineJob job) {
    if (JobBoard.isEnd(job.getState())) {
      return job;
    }
    Status error = TaskDetails.error(Code.ABORTED, MESSAGE);
    PipelineJob.Builder ended =
        job.toBuilder()
            .setState(PipelineState.PIPELINE_STATE_FAILED)
            .setError(error)
            .setEndTime(job.getUpdateTime());
    if (ended.hasJobDetail()) {
      ended
          .getJobDetailBuilder()
          .getTaskDetailsBuilderList()
          .forEach(task -> end(task, error, job.getUpdateTime()));
    }
    return ended.build();
  }

  private static void end(PipelineTaskDetail.Builder task, Status error, Timestamp time) {
    if (task.hasEndTime()) {
      return;
    }
    task.setEndTime(time);
    if (task.hasStartTime()) {
      task.setState(State.FAILED).setError(error);
    } else {
      task.setState(State.NOT_TRIGGERED);
    }
  }
}
