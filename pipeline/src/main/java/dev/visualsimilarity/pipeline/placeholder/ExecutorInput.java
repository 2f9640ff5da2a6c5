package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.visualsimilarity.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a task is told: its inputs, and where its outputs go. The message ExecutorInput of
 * pipeline_spec.proto.
 *
 * @param parameters values of the input parameters
 * @param artifacts the input artifacts
 * @param outputFiles the file for each output parameter
 * @param outputArtifacts each output artifact with the URI assigned to it
 * @param outputFile where {@code executor_output.json} goes
 */
public record ExecutorInput(
    Map<String, JsonElement> parameters,
    Map<String, List<Artifact>> artifacts,
    Map<String, Path> outputFiles,
    Map<String, Artifact> outputArtifacts,
    Path outputFile) {

  public ExecutorInput {
    parameters = Map.copyOf(parameters);
    artifacts = Map.copyOf(artifacts);
    outputFiles = Map.copyOf(outputFiles);
    outputArtifacts = Map.copyOf(outputArtifacts);
  }

  /** The text of <code>{{$}}</code>, on one line. */
  public String toJson() {
    JsonObject values = new JsonObject();
    parameters.forEach(values::add);
    JsonObject inputArtifacts = new JsonObject();
    artifacts.forEach((name, list) -> inputArtifacts.add(name, Artifact.toJson(list)));
    JsonObject inputs = new JsonObject();
    inputs.add("parameterValues", values);
    inputs.add("artifacts", inputArtifacts);

    JsonObject files = new JsonObject();
    outputFiles.forEach(
        (name, file) -> {
          JsonObject parameter = new JsonObject();
          parameter.addProperty("outputFile", file.toString());
          files.add(name, parameter);
        });
    JsonObject assigned = new JsonObject();
    outputArtifacts.forEach(
        (name, artifact) -> assigned.add(name, Artifact.toJson(List.of(artifact))));
    JsonObject outputs = new JsonObject();
    outputs.add("parameters", files);
    outputs.add("artifacts", assigned);
    outputs.addProperty("outputFile", outputFile.toString());

    JsonObject input = new JsonObject();
    input.add("inputs", inputs);
    input.add("outputs", outputs);
    return Json.COMPACT.toJson(input);
  }
}
