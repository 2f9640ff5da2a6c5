package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJob.RuntimeConfig;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything runs. */
@Timeout(300)
class JobRefusalsTest {

  @TempDir private static Path folder;
  private static JobsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = JobsServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anUnknownParameterIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> create(config -> config.putParameterValues("whom", text("x"))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("parameter whom")
        .hasMessageContaining("times, who");
  }

  @Test
  void aParameterOfAnotherTypeIsNamedWithItsType() {
    assertThatThrownBy(() -> create(config -> config.putParameterValues("times", text("two"))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("parameter times is \"two\"")
        .hasMessageContaining("NUMBER_INTEGER");
  }

  @Test
  void aMissingParameterIsNamed() {
    assertThatThrownBy(() -> create(config -> config.removeParameterValues("who")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("parameter who is required");
  }

  @Test
  void theOutputDirectoryIsRequiredAndABucketOrAFolder() {
    assertThatThrownBy(() -> create(RuntimeConfig.Builder::clearGcsOutputDirectory))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("gcs_output_directory is required");
    assertThatThrownBy(() -> create(config -> config.setGcsOutputDirectory("some/where")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("'some/where' is not valid");
  }

  @Test
  void anAddressOfGoogleCloudIsRefusedAndAnEmptyOneIsFilledIn() throws Exception {
    String google = "us-central1-aiplatform.googleapis.com";
    assertThatThrownBy(
            () -> create(config -> config.putParameterValues("api_endpoint", text(google))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("does not touch Google Cloud");

    PipelineJob job = server.succeeded(JobsServer.greeting("you"));
    var root = JobsServer.task(job, job.getName().replaceFirst(".*/", ""));
    assertThat(JobsServer.parameter(root, "input:api_endpoint").getStringValue())
        .isEqualTo(server.emulator().endpoint());
    assertThat(root.getExecution().getDescription()).contains("api_endpoint", "filled in");
    assertThat(job.getRuntimeConfig().getParameterValuesMap()).doesNotContainKey("api_endpoint");
  }

  @Test
  void whatIsNoPipelineIsNamedByItsPlace() {
    Struct good = JobPipelines.spec(JobPipelines.GREETING, "");
    assertThatThrownBy(() -> create(Struct.getDefaultInstance()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("pipeline_spec is required");
    assertThatThrownBy(
            () -> create(good.toBuilder().putFields("schemaVersion", text("2.0.0")).build()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("only 2.1.0 is supported");
    assertThatThrownBy(() -> create(good.toBuilder().removeFields("components").build()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("names a component that is not there: comp-store");
    Value infinite = Value.newBuilder().setNumberValue(Double.POSITIVE_INFINITY).build();
    assertThatThrownBy(() -> create(good.toBuilder().putFields("x", infinite).build()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void aTemplateIsNotFetched() {
    PipelineJob job =
        JobsServer.greeting("you").toBuilder()
            .clearPipelineSpec()
            .setTemplateUri("https://us-central1-kfp.pkg.dev/p/r/x/v1")
            .build();
    assertThatThrownBy(() -> server.jobs().createPipelineJob(PARENT, job, ""))
        .isInstanceOf(UnimplementedException.class)
        .hasMessageContaining("template_uri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "1st", "a_b", "-a"})
  void anIdThatIsNoneIsRefused(String id) {
    assertThatThrownBy(
            () -> server.jobs().createPipelineJob(PARENT, JobsServer.greeting("you"), id))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("pipeline_job_id '" + id + "'");
  }

  @Test
  void anIdIsUsedOnce() {
    PipelineJob unused =
        server.jobs().createPipelineJob(PARENT, JobsServer.greeting("you"), "once");
    assertThatThrownBy(
            () -> server.jobs().createPipelineJob(PARENT, JobsServer.greeting("you"), "once"))
        .isInstanceOf(AlreadyExistsException.class);
  }

  @Test
  void namesAndLabelsAreThoseOfTheService() {
    PipelineJob job = JobsServer.greeting("you");
    assertThatThrownBy(
            () ->
                server
                    .jobs()
                    .createPipelineJob(PARENT, job.toBuilder().putLabels("Team", "x").build(), ""))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("label 'Team'");
    PipelineJob longName = job.toBuilder().setDisplayName("x".repeat(129)).build();
    assertThatThrownBy(() -> server.jobs().createPipelineJob(PARENT, longName, ""))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("129 characters");
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> server.jobs().getPipelineJob(PARENT + "/pipelineJobs/none"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> server.jobs().cancelPipelineJob(PARENT + "/pipelineJobs/none"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> server.jobs().getPipelineJob("projects/../locations/x/jobs/y"))
        .isInstanceOf(InvalidArgumentException.class);
  }

  private static void create(Consumer<RuntimeConfig.Builder> change) {
    PipelineJob.Builder job = JobsServer.greeting("you").toBuilder();
    change.accept(job.getRuntimeConfigBuilder());
    PipelineJob unused = server.jobs().createPipelineJob(PARENT, job.build(), "");
  }

  private static void create(Struct pipeline) {
    PipelineJob job = JobsServer.greeting("you").toBuilder().setPipelineSpec(pipeline).build();
    PipelineJob unused = server.jobs().createPipelineJob(PARENT, job, "");
  }
}
