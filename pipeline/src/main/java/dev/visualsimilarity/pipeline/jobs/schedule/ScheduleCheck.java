package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Fields;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.cron.CronTimes;

/**
 * Checks what a client says of a schedule.
 *
 * @param jobs checks the pipeline job
 */
record ScheduleCheck(ScheduledJobs jobs) {

  /**
   * Checks everything but what only the service sets.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT with what is wrong
   */
  void check(Schedule schedule) {
    Fields.requireDisplayName(schedule.getDisplayName());
    if (schedule.getCron().isBlank()) {
      throw ApiErrors.invalidArgument("cron is required");
    }
    try {
      CronTimes.parse(schedule.getCron());
    } catch (UserException e) {
      throw ApiErrors.invalidArgument("%s", e.getMessage());
    }
    if (schedule.getMaxConcurrentRunCount() < 1) {
      throw ApiErrors.invalidArgument(
          "max_concurrent_run_count is %d; it is required, 1 or more",
          schedule.getMaxConcurrentRunCount());
    }
    requireNotNegative("max_run_count", schedule.getMaxRunCount());
    requireNotNegative(
        "max_concurrent_active_run_count", schedule.getMaxConcurrentActiveRunCount());
    if (schedule.hasStartTime()
        && schedule.hasEndTime()
        && Timestamps.compare(schedule.getStartTime(), schedule.getEndTime()) >= 0) {
      throw ApiErrors.invalidArgument(
          "end_time %s is not after start_time %s",
          Timestamps.toString(schedule.getEndTime()), Timestamps.toString(schedule.getStartTime()));
    }
    checkRequest(schedule);
  }

  private void checkRequest(Schedule schedule) {
    if (schedule.hasCreateNotebookExecutionJobRequest()) {
      throw ApiErrors.unimplemented(
          "create_notebook_execution_job_request is not supported; give"
              + " create_pipeline_job_request");
    }
    if (!schedule.hasCreatePipelineJobRequest()) {
      throw ApiErrors.invalidArgument("create_pipeline_job_request is required");
    }
    CreatePipelineJobRequest request = schedule.getCreatePipelineJobRequest();
    ResourceName.location(request.getParent());
    if (!request.getPipelineJobId().isEmpty()) {
      throw ApiErrors.invalidArgument(
          "create_pipeline_job_request.pipeline_job_id is %s; leave it empty: every run has its"
              + " own",
          request.getPipelineJobId());
    }
    jobs.check(request.getPipelineJob());
  }

  private static void requireNotNegative(String field, long value) {
    if (value < 0) {
      throw ApiErrors.invalidArgument("%s must not be negative: %d", field, value);
    }
  }
}
