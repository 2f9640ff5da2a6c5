package dev.visualsimilarity.pipeline.jobs.schedule;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.pipeline.jobs.JobsServer;
import java.util.function.Consumer;

/** Schedules for tests: of a small pipeline, one run at once, at the times that a test says. */
final class TestSchedules {

  private TestSchedules() {}

  static Schedule create(JobsServer server, Consumer<Schedule.Builder> change) {
    Schedule.Builder schedule =
        Schedule.newBuilder()
            .setDisplayName("Every hour")
            .setMaxConcurrentRunCount(1)
            .setCreatePipelineJobRequest(request(JobsServer.greeting("you")));
    change.accept(schedule);
    return server.schedules().createSchedule(PARENT, schedule.build());
  }

  static CreatePipelineJobRequest request(PipelineJob job) {
    return CreatePipelineJobRequest.newBuilder()
        .setParent(PARENT.toString())
        .setPipelineJob(job)
        .build();
  }
}
