package dev.visualsimilarity.pipeline.submission;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import java.nio.file.Path;

/**
 * A pipeline as it was read, before anything is changed.
 *
 * @param source where it is from, for messages
 * @param folder that relative paths in its defaults count from
 * @param spec the PipelineSpec
 * @param job what a PipelineJob around the spec said, the spec itself left out
 */
public record Template(String source, Path folder, JsonObject spec, PipelineJob job) {

  private static final String SPEC = "pipelineSpec";

  /**
   * Takes a PipelineSpec as it is, and a PipelineJob apart, as {@code submit --dry-run} prints one.
   *
   * @throws UserException if the document is neither
   */
  static Template of(String source, Path folder, JsonObject document) {
    if (!document.has(SPEC)) {
      return new Template(source, folder, document, PipelineJob.getDefaultInstance());
    }
    JsonElement spec = document.get(SPEC);
    if (!spec.isJsonObject()) {
      throw UserException.badParameter(source + ": pipelineSpec is not a map");
    }
    JsonObject around = document.deepCopy();
    around.remove(SPEC);
    PipelineJob job = ProtoJson.merge(source, around, PipelineJob.newBuilder()).build();
    return new Template(source, folder, spec.getAsJsonObject(), job);
  }

  /** The same, fetched from a registry that the service knows too. */
  Template withUri(String uri) {
    return new Template(source, folder, spec, job.toBuilder().setTemplateUri(uri).build());
  }

  /** The parameters that a PipelineJob around the spec gave, by name. */
  public JsonObject parameters() {
    JsonObject parameters = new JsonObject();
    job.getRuntimeConfig()
        .getParameterValuesMap()
        .forEach((name, value) -> parameters.add(name, ProtoJson.json(value)));
    return parameters;
  }
}
