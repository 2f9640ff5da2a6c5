package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineJob;
import java.time.Instant;

/** The pipeline jobs that schedules create. */
public interface ScheduledJobs {

  /**
   * Checks whether such a job could run now.
   *
   * @throws io.grpc.StatusRuntimeException if not
   */
  void check(PipelineJob job);

  /**
   * Creates a job.
   *
   * @param schedule name of the schedule
   * @param time for which it was scheduled
   * @return its name
   * @throws io.grpc.StatusRuntimeException if it cannot be created
   */
  String create(CreatePipelineJobRequest request, String schedule, Instant time);

  /** How many jobs of a schedule have not ended. */
  long active(String schedule);
}
