package dev.visualsimilarity.pipeline.command.runs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonObject;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.pipeline.follow.RunId;
import dev.visualsimilarity.vertexai.ApiEndpoint;

/**
 * A run as programs read it on standard output: {@code name, run_id, state, console, error}, as far
 * as they are known.
 */
public final class RunJson {

  private RunJson() {}

  /** One object on several lines. */
  public static String of(PipelineJob job, ApiEndpoint endpoint) {
    JsonObject object = new JsonObject();
    object.addProperty("name", job.getName());
    if (!RunId.of(job).isEmpty()) {
      object.addProperty("run_id", RunId.of(job));
    }
    object.addProperty("state", job.getState().name());
    ConsoleLinks.job(endpoint, job.getName())
        .ifPresent(link -> object.addProperty("console", link));
    if (!job.getError().getMessage().isBlank()) {
      object.addProperty("error", job.getError().getMessage());
    }
    return Json.PRETTY.toJson(object);
  }
}
