package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.pipeline.jobs.schedule.ScheduledJobs;
import java.time.Instant;

/**
 * The jobs that schedules create.
 *
 * @param board all jobs
 * @param creation creates them
 */
record JobsOfSchedules(JobBoard board, JobCreation creation) implements ScheduledJobs {

  @Override
  public void check(PipelineJob job) {
    CheckedJob unused = creation.check().check(job);
  }

  @Override
  public String create(CreatePipelineJobRequest request, String schedule, Instant time) {
    return creation.create(request, schedule, time).getName();
  }

  @Override
  public long active(String schedule) {
    return board.active(schedule);
  }
}
