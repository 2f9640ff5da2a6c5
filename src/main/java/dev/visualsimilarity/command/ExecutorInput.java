package dev.visualsimilarity.command;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
      parameters = copy(parameters);
      artifacts = copy(artifacts);
    }
  }

  /** The file that takes a parameter's value. */
  record Parameter(String outputFile) {}

  /** Artifacts of one name; an output has one. */
  record ArtifactList(List<Artifact> artifacts) {

    ArtifactList {
      artifacts =
          artifacts == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(artifacts));
    }
  }

  /**
   * An artifact as the pipeline assigned it; {@code type} and {@code metadata} are handed back as
   * they came.
   */
  record Artifact(
      String name, String uri, Map<String, Object> type, Map<String, Object> metadata) {}

  /** Reads the JSON, and checks that every output that it names has a place. */
  static ExecutorInput parse(String json) {
    try {
      ExecutorInput input = Json.COMPACT.fromJson(json, ExecutorInput.class);
      if (input == null || input.outputs() == null || input.outputs().outputFile() == null) {
        throw UserException.badParameter(
            "--executor-input has no outputs.outputFile; pass {{$}} of the pipeline");
      }
      check(input.outputs());
      return input;
    } catch (JsonParseException e) {
      throw UserException.badParameter(
          "--executor-input is not JSON: " + Json.problem(e) + "; pass {{$}} of the pipeline");
    }
  }

  private static void check(Outputs outputs) {
    outputs
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter == null || isMissing(parameter.outputFile())) {
                throw missing("parameter", name, "outputFile");
              }
            });
    outputs
        .artifacts()
        .forEach(
            (name, list) -> {
              if (list == null
                  || list.artifacts().isEmpty()
                  || list.artifacts().get(0) == null
                  || isMissing(list.artifacts().get(0).uri())) {
                throw missing("artifact", name, "uri");
              }
            });
  }

  private static boolean isMissing(String text) {
    return text == null || text.isBlank();
  }

  private static UserException missing(String kind, String name, String field) {
    return UserException.badParameter(
        "--executor-input gives the output %s '%s' no %s; pass {{$}} of the pipeline"
            .formatted(kind, name, field));
  }

  // Nulls are let through to the check, whose message is better.
  private static <V> Map<String, V> copy(Map<String, V> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
