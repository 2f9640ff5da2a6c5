package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineServiceClient;
import com.google.cloud.aiplatform.v1.PipelineServiceSettings;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.ScheduleServiceClient;
import com.google.cloud.aiplatform.v1.ScheduleServiceSettings;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.pipeline.runner.RunnerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** An emulator that runs pipeline jobs, and Google's clients of it. */
public final class JobsServer implements AutoCloseable {

  /** Where the jobs are. */
  public static final LocationName PARENT = LocationName.of("local-project", "us-central1");

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final RetrySettings POLLING =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(20))
          .setMaxRetryDelayDuration(Duration.ofMillis(100))
          .setRetryDelayMultiplier(1.5)
          .setTotalTimeoutDuration(LIMIT)
          .build();

  private final EmulatorServer emulator;
  private final PipelineServiceClient jobs;
  private final ScheduleServiceClient schedules;

  private JobsServer(EmulatorOptions options, JobSettings settings) throws IOException {
    emulator = EmulatorServer.start(options, List.of(PipelinesExtension.factory(settings)));
    PipelineServiceSettings.Builder jobSettings =
        PipelineServiceSettings.newBuilder()
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                plaintext(PipelineServiceSettings.defaultGrpcTransportProviderBuilder()));
    jobSettings
        .deletePipelineJobOperationSettings()
        .setPollingAlgorithm(OperationTimedPollAlgorithm.create(POLLING));
    jobSettings
        .batchDeletePipelineJobsOperationSettings()
        .setPollingAlgorithm(OperationTimedPollAlgorithm.create(POLLING));
    jobSettings
        .batchCancelPipelineJobsOperationSettings()
        .setPollingAlgorithm(OperationTimedPollAlgorithm.create(POLLING));
    jobs = PipelineServiceClient.create(jobSettings.build());
    ScheduleServiceSettings.Builder scheduleSettings =
        ScheduleServiceSettings.newBuilder()
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                plaintext(ScheduleServiceSettings.defaultGrpcTransportProviderBuilder()));
    scheduleSettings
        .deleteScheduleOperationSettings()
        .setPollingAlgorithm(OperationTimedPollAlgorithm.create(POLLING));
    schedules = ScheduleServiceClient.create(scheduleSettings.build());
  }

  /** One that keeps nothing. */
  public static JobsServer start(Path folder) throws IOException {
    return new JobsServer(EmulatorOptions.defaults(), settings(folder, 2, Clock.systemUTC()));
  }

  /** One that keeps its state in {@code folder/data}. */
  public static JobsServer kept(Path folder, Clock clock) throws IOException {
    return kept(folder, folder.resolve("data"), clock);
  }

  static JobsServer kept(Path folder, Path data, Clock clock) throws IOException {
    return new JobsServer(
        EmulatorOptions.defaults().withDataDirectory(data), settings(folder, 2, clock));
  }

  static JobsServer start(JobSettings settings) throws IOException {
    return new JobsServer(EmulatorOptions.defaults(), settings);
  }

  static JobSettings settings(Path folder, int maxJobs, Clock clock) {
    return new JobSettings(RunnerKind.process, 4, maxJobs, folder, folder, clock);
  }

  private InstantiatingGrpcChannelProvider plaintext(
      InstantiatingGrpcChannelProvider.Builder channel) {
    return channel
        .setEndpoint(emulator.address())
        .setChannelConfigurator(builder -> builder.usePlaintext())
        .build();
  }

  public EmulatorServer emulator() {
    return emulator;
  }

  public PipelineServiceClient jobs() {
    return jobs;
  }

  public ScheduleServiceClient schedules() {
    return schedules;
  }

  /** A job around a pipeline, its outputs in a bucket. */
  static PipelineJob.Builder job(Struct pipeline) {
    PipelineJob.Builder job = PipelineJob.newBuilder().setPipelineSpec(pipeline);
    job.getRuntimeConfigBuilder().setGcsOutputDirectory("gs://bucket/root");
    return job;
  }

  /** A job that greets somebody. */
  public static PipelineJob greeting(String who) {
    PipelineJob.Builder job = job(JobPipelines.spec(JobPipelines.GREETING, ""));
    job.getRuntimeConfigBuilder().putParameterValues("who", text(who));
    return job.setDisplayName("Greeting").build();
  }

  /** A job that goes on for a minute. */
  public static PipelineJob waiting() {
    return job(JobPipelines.spec(JobPipelines.WAITING, "")).build();
  }

  /** A job whose task tell writes down when it was scheduled. */
  public static PipelineJob telling() {
    String root =
        """
        dag:
          tasks:
            tell:
              componentRef: {name: comp-write}
              inputs: {parameters: {text: {runtimeValue: {constant: '{{$.pipeline_job_schedule_time_utc}}'}}}}
        """;
    return job(JobPipelines.spec(root, "")).build();
  }

  static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** Waits for a job to end. */
  public PipelineJob ended(String name) throws InterruptedException {
    return when(name, PipelineJob::hasEndTime);
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
    long limit = System.nanoTime() + LIMIT.toNanos();
    PipelineJob job = jobs.getPipelineJob(name);
    while (!condition.test(job)) {
      assertThat(System.nanoTime()).as(job.getJobDetail().toString()).isLessThan(limit);
      Thread.sleep(20);
      job = jobs.getPipelineJob(name);
    }
    return job;
  }

  /** Runs a job to its end. */
  PipelineJob run(PipelineJob job) throws InterruptedException {
    return ended(jobs.createPipelineJob(PARENT, job, "").getName());
  }

  PipelineJob succeeded(PipelineJob job) throws InterruptedException {
    PipelineJob ended = run(job);
    assertThat(ended.getState())
        .as(ended.getError().getMessage())
        .isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
    return ended;
  }

  static PipelineTaskDetail task(PipelineJob job, String uniqueName) {
    return job.getJobDetail().getTaskDetailsList().stream()
        .filter(task -> task.getTaskUniqueName().equals(uniqueName))
        .findFirst()
        .orElseThrow(() -> new AssertionError(uniqueName + " is not in " + job.getJobDetail()));
  }

  /** The value of a parameter: {@code input:NAME} or {@code output:NAME}. */
  static Value parameter(PipelineTaskDetail task, String name) {
    return task.getExecution().getMetadata().getFieldsOrThrow(name);
  }

  /** What a task has written to its output text. */
  public static String output(PipelineJob job, String task) {
    return parameter(task(job, task), "output:text").getStringValue();
  }

  @Override
  public void close() {
    jobs.close();
    schedules.close();
    emulator.close();
  }
}
