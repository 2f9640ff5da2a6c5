package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineServiceClient;
import com.google.cloud.aiplatform.v1.PipelineServiceSettings;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.ScheduleServiceClient;
import com.google.cloud.aiplatform.v1.ScheduleServiceSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Google's clients of an emulator that runs pipeline jobs. */
final class JobsClients implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final RetrySettings POLLING =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(20))
          .setMaxRetryDelayDuration(Duration.ofMillis(100))
          .setRetryDelayMultiplier(1.5)
          .setTotalTimeoutDuration(LIMIT)
          .build();

  private final PipelineServiceClient jobs;
  private final ScheduleServiceClient schedules;

  /**
   * @param address HOST:PORT of the emulator
   */
  JobsClients(String address) throws IOException {
    OperationTimedPollAlgorithm polling = OperationTimedPollAlgorithm.create(POLLING);
    PipelineServiceSettings.Builder jobSettings =
        PipelineServiceSettings.newBuilder()
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                plaintext(PipelineServiceSettings.defaultGrpcTransportProviderBuilder(), address));
    jobSettings.deletePipelineJobOperationSettings().setPollingAlgorithm(polling);
    jobSettings.batchDeletePipelineJobsOperationSettings().setPollingAlgorithm(polling);
    jobSettings.batchCancelPipelineJobsOperationSettings().setPollingAlgorithm(polling);
    jobs = PipelineServiceClient.create(jobSettings.build());
    ScheduleServiceSettings.Builder scheduleSettings =
        ScheduleServiceSettings.newBuilder()
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                plaintext(ScheduleServiceSettings.defaultGrpcTransportProviderBuilder(), address));
    scheduleSettings.deleteScheduleOperationSettings().setPollingAlgorithm(polling);
    schedules = ScheduleServiceClient.create(scheduleSettings.build());
  }

  PipelineServiceClient jobs() {
    return jobs;
  }

  ScheduleServiceClient schedules() {
    return schedules;
  }

  /** Waits for a task to run. */
  PipelineTaskDetail running(String name, String task) throws InterruptedException {
    Predicate<PipelineTaskDetail> runs =
        detail ->
            detail.getTaskName().equals(task)
                && detail.getState() == PipelineTaskDetail.State.RUNNING;
    return when(name, job -> job.getJobDetail().getTaskDetailsList().stream().anyMatch(runs))
        .getJobDetail()
        .getTaskDetailsList()
        .stream()
        .filter(runs)
        .findFirst()
        .orElseThrow();
  }

  PipelineJob when(String name, Predicate<PipelineJob> condition) throws InterruptedException {
    return when(name, condition, LIMIT);
  }

  PipelineJob when(String name, Predicate<PipelineJob> condition, Duration atMost)
      throws InterruptedException {
    long limit = System.nanoTime() + atMost.toNanos();
    PipelineJob job = jobs.getPipelineJob(name);
    while (!condition.test(job)) {
      assertThat(System.nanoTime()).as(job.getJobDetail().toString()).isLessThan(limit);
      Thread.sleep(20);
      job = jobs.getPipelineJob(name);
    }
    return job;
  }

  @Override
  public void close() {
    jobs.close();
    schedules.close();
  }

  private static InstantiatingGrpcChannelProvider plaintext(
      InstantiatingGrpcChannelProvider.Builder channel, String address) {
    return channel
        .setEndpoint(address)
        .setChannelConfigurator(builder -> builder.usePlaintext())
        .build();
  }
}
