package dev.visualsimilarity.pipeline.command;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import dev.visualsimilarity.pipeline.runner.LocalPaths;
import dev.visualsimilarity.pipeline.submission.Template;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The parameters of a job of a service. */
final class JobParameters {

  private JobParameters() {}

  /**
   * Those that are not defaults, in the order of the pipeline. What a pipeline of this project
   * leaves open is filled in: project, location, api_endpoint for an emulator, and work_uri.
   *
   * @param workUri for the data of the job, asked where the pipeline leaves it open
   * @throws UserException if one is wrong or missing, or names a file that the service cannot read
   */
  static Map<String, JsonElement> of(
      Template template,
      PipelineInterface pipeline,
      ParameterOptions options,
      ApiEndpoint endpoint,
      LocationName parent,
      Supplier<String> workUri) {
    RunParameters values = new RunParameters(pipeline.parameters(), template.folder());
    values.all(template.parameters(), template.source(), template.folder());
    options.over(values);
    QueryCatalogCheck.warn(values);
    values.replaceEmpty("project", parent.getProject());
    values.replaceEmpty("location", parent.getLocation());
    if (endpoint.plaintext()) {
      values.replaceEmpty(InputCheck.API_ENDPOINT, endpoint.toString());
    }
    if (values.lacks(InputCheck.WORK_URI)) {
      values.replaceEmpty(InputCheck.WORK_URI, workUri.get());
    }
    Map<String, JsonElement> given = given(pipeline, values.values());
    ServingCheck.check(values.given(), !endpoint.plaintext());
    if (!endpoint.plaintext()) {
      refuseLocal(values.given());
    }
    return given;
  }

  private static Map<String, JsonElement> given(
      PipelineInterface pipeline, Map<String, JsonElement> values) {
    Map<String, JsonElement> given = new LinkedHashMap<>();
    pipeline
        .parameters()
        .forEach(
            (name, input) ->
                Optional.ofNullable(values.get(name))
                    .filter(value -> !input.defaultValue().equals(Optional.of(value)))
                    .ifPresent(value -> given.put(name, value)));
    return given;
  }

  private static void refuseLocal(Map<String, JsonElement> values) {
    if (values.get(InputCheck.API_ENDPOINT) instanceof JsonPrimitive server
        && server.getAsString().startsWith("http://")) {
      throw UserException.badParameter(
          "the tasks of a run on Vertex AI do not reach the emulator at api_endpoint=%s; leave api_endpoint empty (--param api_endpoint=), or submit to the emulator (--api-endpoint)"
              .formatted(server.getAsString()));
    }
    List<String> local = new ArrayList<>();
    values.forEach(
        (name, value) ->
            LocalPaths.of(name, value).ifPresent(path -> local.add(name + "=" + path)));
    if (!local.isEmpty()) {
      throw UserException.badParameter(
          "Vertex AI cannot read paths of this machine: %s; copy them to a bucket (gcloud storage cp -r PATH gs://BUCKET/) and give --param %s=gs://BUCKET/…"
              .formatted(
                  String.join(", ", local), local.get(0).substring(0, local.get(0).indexOf('='))));
    }
  }
}
