package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.emulator.service.Times;
import dev.visualsimilarity.pipeline.submission.JobIds;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates pipeline jobs, at the request of clients and of schedules.
 *
 * @param board takes them
 * @param check refuses what cannot run
 * @param starter makes their runs
 * @param clock gives the time of creation
 */
record JobCreation(JobBoard board, JobCheck check, JobStarter starter, Clock clock) {

  private static final Logger log = LoggerFactory.getLogger(JobCreation.class);

  /** Leaves room in an id for a time and a number. */
  private static final int LONGEST_NAME = 100;

  /** Creates a job that begins when its turn comes. */
  PipelineJob create(CreatePipelineJobRequest request) {
    return create(request, "", clock.instant());
  }

  /**
   * Creates a job of a schedule.
   *
   * @param schedule name of the schedule; empty if there is none
   * @param scheduled when the schedule wanted it to begin
   */
  synchronized PipelineJob create(
      CreatePipelineJobRequest request, String schedule, Instant scheduled) {
    ResourceName location = ResourceName.location(request.getParent());
    CheckedJob checked = check.check(request.getPipelineJob());
    String id =
        request.getPipelineJobId().isEmpty()
            ? newId(location, checked.pipeline().name())
            : checkedId(request.getPipelineJobId());
    Timestamp now = Times.timestamp(clock.instant());
    PipelineJob job =
        request.getPipelineJob().toBuilder()
            .setName(location.child(JobBoard.COLLECTION, id).toString())
            .setState(PipelineState.PIPELINE_STATE_PENDING)
            .setCreateTime(now)
            .setUpdateTime(now)
            .setScheduleName(schedule)
            .clearStartTime()
            .clearEndTime()
            .clearError()
            .clearJobDetail()
            .clearTemplateMetadata()
            .build();
    PipelineJob created =
        board.add(job, changed -> starter.start(job, checked, scheduled, changed));
    checked.notes().forEach(note -> log.info("{}: {}", job.getName(), note));
    return created;
  }

  private static String checkedId(String id) {
    if (!JobIds.isValid(id)) {
      throw ApiErrors.invalidArgument(
          "pipeline_job_id '%s' is not valid: lower-case letters, digits and '-', the first a"
              + " letter (128 at most)",
          id);
    }
    return id;
  }

  /** {@code PIPELINE-yyyyMMddHHmmss}, and where there is one {@code -2}, {@code -3} and so on. */
  private String newId(ResourceName location, String pipeline) {
    String name = pipeline.substring(0, Math.min(pipeline.length(), LONGEST_NAME));
    String first = JobIds.create(name, clock.instant());
    String id = first;
    for (int number = 2;
        board.contains(location.child(JobBoard.COLLECTION, id).toString());
        number++) {
      id = first + "-" + number;
    }
    return id;
  }
}
