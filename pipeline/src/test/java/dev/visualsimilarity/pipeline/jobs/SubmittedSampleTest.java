package dev.visualsimilarity.pipeline.jobs;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.parameter;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.task;
import static dev.visualsimilarity.pipeline.jobs.JobsServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Artifact;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineJob.RuntimeConfig;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.protobuf.Value;
import dev.visualsimilarity.pipeline.SampleData;
import dev.visualsimilarity.pipeline.runner.RunnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The project's own pipeline, submitted with Google's client. */
@Timeout(900)
class SubmittedSampleTest {

  private static final int IMAGES = 30;
  private static final int QUERIES = 10;

  @TempDir private Path folder;

  @Test
  void runsFromTheCatalogToTheRecall() throws Exception {
    SampleData.requireBuilt();
    JobSettings settings =
        new JobSettings(
            RunnerKind.process,
            2,
            1,
            SampleData.MODULE.resolveSibling("components"),
            SampleData.MODULE,
            Clock.systemUTC());
    try (JobsServer server = JobsServer.start(settings)) {
      String name = server.jobs().createPipelineJob(JobsServer.PARENT, job(), "sample-1").getName();
      PipelineJob job = server.ended(name, Duration.ofMinutes(10));

      assertThat(job.getState())
          .as(job.getError().getMessage())
          .isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
      PipelineTaskDetail root = task(job, "sample-1");
      assertThat(parameter(root, "output:image_count").getNumberValue()).isEqualTo(IMAGES);
      assertThat(parameter(root, "output:query_count").getNumberValue()).isEqualTo(QUERIES);
      assertThat(parameter(root, "output:recall").getNumberValue()).isBetween(0.9, 1.0);
      assertThat(parameter(root, "output:ann_index").getStringValue())
          .startsWith(JobsServer.PARENT + "/indexes/");
      Artifact report = root.getOutputsOrThrow("report").getArtifacts(0);
      assertThat(report.getUri()).startsWith(folder.resolve("root/sample-1").toString());
      assertThat(Files.readString(Path.of(report.getUri()))).contains("<html");
      Artifact metrics = root.getOutputsOrThrow("metrics").getArtifacts(0);
      assertThat(metrics.getSchemaTitle()).isEqualTo("system.Metrics");
      assertThat(metrics.getMetadata().getFieldsCount()).isPositive();
      assertThat(job.getJobDetail().getTaskDetailsList())
          .filteredOn(detail -> detail.getTaskName().equals("extract-features"))
          .hasSize(2)
          .allSatisfy(detail -> assertThat(detail.getParentTaskId()).isNotZero());
    }
  }

  private PipelineJob job() throws Exception {
    PipelineJob.Builder job =
        JobsServer.job(JobPipelines.read(SampleData.MODULE.resolve("pipeline.yaml")));
    RuntimeConfig.Builder config = job.getRuntimeConfigBuilder();
    config.setGcsOutputDirectory(folder.resolve("root").toString());
    config.putParameterValues(
        "catalog_uri", text(SampleData.part("catalog.csv", IMAGES, folder).toString()));
    config.putParameterValues(
        "query_catalog_uri", text(SampleData.part("queries.csv", QUERIES, folder).toString()));
    config.putParameterValues("image_root_uri", text("sample/catalog"));
    config.putParameterValues("query_image_root_uri", text("sample/catalog"));
    config.putParameterValues("work_uri", text(folder.resolve("work").toString()));
    config.putParameterValues("shard_size", number(20));
    config.putParameterValues("leaf_node_embedding_count", number(5));
    config.putParameterValues("fraction_leaf_nodes_to_search", number(0.4));
    return job.build();
  }

  private static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }
}
