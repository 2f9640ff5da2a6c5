package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineServiceClient;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.ScheduleServiceClient;
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

/** An emulator that runs pipeline jobs, and Google's clients of it. */
public final class JobsServer implements AutoCloseable {

  /** Where the jobs are. */
  public static final LocationName PARENT = LocationName.of("local-project", "us-central1");

  private final EmulatorServer emulator;
  private final JobsClients clients;

  private JobsServer(EmulatorOptions options, JobSettings settings) throws IOException {
    emulator = EmulatorServer.start(options, List.of(PipelinesExtension.factory(settings)));
    clients = new JobsClients(emulator.address());
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

  public EmulatorServer emulator() {
    return emulator;
  }

  public PipelineServiceClient jobs() {
    return clients.jobs();
  }

  public ScheduleServiceClient schedules() {
    return clients.schedules();
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
    return clients.when(name, PipelineJob::hasEndTime);
  }

  PipelineJob ended(String name, Duration atMost) throws InterruptedException {
    return clients.when(name, PipelineJob::hasEndTime, atMost);
  }

  /** Waits for a task to run. */
  PipelineTaskDetail running(String name, String task) throws InterruptedException {
    return clients.running(name, task);
  }

  /** Runs a job to its end. */
  PipelineJob run(PipelineJob job) throws InterruptedException {
    return ended(clients.jobs().createPipelineJob(PARENT, job, "").getName());
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
    clients.close();
    emulator.close();
  }
}
