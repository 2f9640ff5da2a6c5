package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import dev.visualsimilarity.pipeline.json.StrictJson;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.placeholder.ExecutorInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a task wrote, as the launcher of Kubeflow Pipelines does: {@code executor_output.json}
 * first, the files of parameters second; artifacts that the former does not name are where they
 * were assigned.
 *
 * @param task how the task is called in messages
 * @param component declares the outputs
 * @param input said where the outputs go
 */
record TaskOutputs(String task, Component component, ExecutorInput input) {

  /**
   * All declared outputs.
   *
   * @throws UserException if a parameter is not written or not of its type
   */
  Values read() throws IOException {
    JsonObject written = executorOutput();
    JsonObject values = section(written, "parameterValues");
    Map<String, JsonElement> parameters = new HashMap<>();
    for (Map.Entry<String, ParameterType> output : component.outputParameters().entrySet()) {
      String name = output.getKey();
      parameters.put(name, parameter(name, output.getValue(), values.get(name)));
    }
    JsonObject lists = section(written, "artifacts");
    Map<String, List<Artifact>> artifacts = new HashMap<>();
    input
        .outputArtifacts()
        .forEach((name, assigned) -> artifacts.put(name, artifacts(assigned, lists.get(name))));
    return new Values(parameters, artifacts);
  }

  private JsonObject executorOutput() throws IOException {
    Path file = input.outputFile();
    if (!Files.exists(file)) {
      return new JsonObject();
    }
    try {
      return StrictJson.parse(Files.readString(file)).getAsJsonObject();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw UserException.failed("task %s: %s is not a JSON object".formatted(task, file));
    }
  }

  private JsonObject section(JsonObject written, String name) {
    try {
      return object(written, name);
    } catch (IllegalStateException e) {
      throw UserException.failed(
          "task %s: %s in %s is not a JSON object".formatted(task, name, input.outputFile()));
    }
  }

  private JsonElement parameter(String name, ParameterType type, JsonElement value)
      throws IOException {
    if (value != null && type.accepts(value)) {
      return value;
    }
    if (value != null) {
      throw mismatch(name, type, value.toString());
    }
    Path file = input.outputFiles().get(name);
    if (!Files.exists(file)) {
      throw UserException.failed(
          "task %s: it did not write its output parameter %s to %s".formatted(task, name, file));
    }
    String text = Files.readString(file);
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw mismatch(name, type, text);
    }
  }

  private UserException mismatch(String name, ParameterType type, String value) {
    return UserException.failed(
        "task %s: its output %s is %s, which is not %s"
            .formatted(task, name, value.isBlank() ? "empty" : value.strip(), type.description()));
  }

  private List<Artifact> artifacts(Artifact assigned, JsonElement list) {
    if (list == null) {
      return List.of(assigned);
    }
    List<Artifact> artifacts = new ArrayList<>();
    try {
      for (JsonElement item : list.getAsJsonObject().getAsJsonArray("artifacts")) {
        artifacts.add(merged(assigned, item.getAsJsonObject()));
      }
    } catch (IllegalStateException | ClassCastException | NullPointerException e) {
      throw UserException.failed(
          "task %s: the artifact %s in %s is not a list of artifacts: %s"
              .formatted(task, assigned.name(), input.outputFile(), list));
    }
    return artifacts.isEmpty() ? List.of(assigned) : List.copyOf(artifacts);
  }

  private static Artifact merged(Artifact assigned, JsonObject written) {
    return new Artifact(
        text(written, "name").orElse(assigned.name()),
        text(written, "uri").orElse(assigned.uri()),
        assigned.definition(),
        object(written, "metadata"));
  }

  private static Optional<String> text(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name))
        .map(JsonElement::getAsString)
        .filter(text -> !text.isEmpty());
  }

  private static JsonObject object(JsonObject object, String name) {
    JsonElement field = object.get(name);
    return field == null || field.isJsonNull() ? new JsonObject() : field.getAsJsonObject();
  }
}
