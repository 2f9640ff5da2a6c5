package dev.visualsimilarity.command;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.json.Json;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline tells a task about its inputs and outputs: the ExecutorInput message of the KFP
 * v2 IR, which replaces the placeholder <code>{{$}}</code>. Only what our components use is read.
 *
 * @param outputs where the outputs go
 */
record ExecutorInput(Outputs outputs) {

  /**
   * @param parameters by name
   * @param artifacts by name
   * @param outputFile where {@code executor_output.json} goes
   */
  record Outputs(
      Map<String, Parameter> parameters, Map<String, ArtifactList> artifacts, String outputFile) {

    Outputs {
      parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
      artifacts = artifacts == null ? Map.of() : Map.copyOf(artifacts);
    }
  }

  /** The file that takes a parameter's value. */
  record Parameter(String outputFile) {}

  /** Artifacts of one name; an output has one. */
  record ArtifactList(List<Artifact> artifacts) {}

  /**
   * An artifact as the pipeline assigned it; {@code type} and {@code metadata} are handed back as
   * they came.
   */
  record Artifact(
      String name, String uri, Map<String, Object> type, Map<String, Object> metadata) {}

  static ExecutorInput parse(String json) {
    try {
      ExecutorInput input = Json.COMPACT.fromJson(json, ExecutorInput.class);
      if (input == null || input.outputs() == null || input.outputs().outputFile() == null) {
        throw UserException.badParameter(
            "--executor-input has no outputs.outputFile; pass {{$}} of the pipeline");
      }
      return input;
    } catch (JsonParseException e) {
      throw UserException.badParameter(
          "--executor-input is not JSON: " + e.getMessage() + "; pass {{$}} of the pipeline");
    }
  }
}
