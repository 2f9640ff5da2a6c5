package dev.visualsimilarity.pipeline.client;

import com.google.cloud.aiplatform.v1.CustomJobName;
import com.google.cloud.aiplatform.v1.PipelineJobName;
import com.google.cloud.aiplatform.v1.ScheduleName;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Pages of the Google Cloud console. */
public final class ConsoleLinks {

  private static final String CONSOLE = "https://console.cloud.google.com";

  private ConsoleLinks() {}

  /** The page of a pipeline job; an emulator has none. */
  public static Optional<String> job(ApiEndpoint endpoint, String name) {
    if (endpoint.plaintext() || !PipelineJobName.isParsableFrom(name)) {
      return Optional.empty();
    }
    PipelineJobName job = PipelineJobName.parse(name);
    return Optional.of(
        "%s/vertex-ai/locations/%s/pipelines/runs/%s?project=%s"
            .formatted(CONSOLE, job.getLocation(), job.getPipelineJob(), job.getProject()));
  }

  /** The page of a schedule; an emulator has none. */
  public static Optional<String> schedule(ApiEndpoint endpoint, String name) {
    if (endpoint.plaintext() || !ScheduleName.isParsableFrom(name)) {
      return Optional.empty();
    }
    ScheduleName schedule = ScheduleName.parse(name);
    return Optional.of(
        "%s/vertex-ai/locations/%s/pipelines/schedules/%s?project=%s"
            .formatted(
                CONSOLE, schedule.getLocation(), schedule.getSchedule(), schedule.getProject()));
  }

  /** What a task's CustomJob printed, in Cloud Logging. */
  public static String log(String customJob) {
    if (!CustomJobName.isParsableFrom(customJob)) {
      return customJob;
    }
    CustomJobName job = CustomJobName.parse(customJob);
    String query =
        "resource.type=\"ml_job\" resource.labels.job_id=\"%s\"".formatted(job.getCustomJob());
    return "%s/logs/query;query=%s?project=%s"
        .formatted(
            CONSOLE,
            URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20"),
            job.getProject());
  }
}
