package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import dev.visualsimilarity.pipeline.ir.Source;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.ir.TaskOutput;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.placeholder.Constants;
import dev.visualsimilarity.pipeline.placeholder.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the inputs of one task.
 *
 * @param task the task
 * @param job names of the run
 * @param parent inputs of the component whose graph the task is in
 * @param done outputs of the tasks before it
 * @param ended how the tasks before it ended, by their names
 */
record TaskInputs(
    Task task, Job job, Values parent, Map<String, Values> done, Map<String, JsonElement> ended) {

  /** All inputs that the task names, those that only its constants use included. */
  Values collect(Component component) {
    Map<String, JsonElement> parameters = new HashMap<>();
    Map<String, JsonElement> templates = new HashMap<>();
    task.parameters()
        .forEach(
            (name, source) -> {
              if (source instanceof Source.Constant constant
                  && Constants.hasPlaceholder(constant.value())) {
                templates.put(name, constant.value());
              } else {
                parameter(source, parameters, name);
              }
            });
    Constants constants = new Constants(task.name(), job, parameters);
    templates.forEach(
        (name, template) ->
            parameters.put(name, typed(component, name, constants.resolve(template))));
    return new Values(parameters, artifacts());
  }

  /**
   * The inputs that a component declares, defaults included, all of the declared types.
   *
   * @throws UserException that names the task and the value that is of another type
   */
  static Values declared(String task, Component component, Values given) {
    Map<String, JsonElement> parameters = new HashMap<>();
    component
        .inputParameters()
        .forEach(
            (name, input) -> {
              JsonElement value = given.parameters().get(name);
              if (value != null) {
                parameters.put(name, checked(task, name, input, value));
              } else {
                input.defaultValue().ifPresent(fallback -> parameters.put(name, fallback));
              }
            });
    Map<String, List<Artifact>> artifacts = new HashMap<>(given.artifacts());
    artifacts.keySet().retainAll(component.inputArtifacts().keySet());
    return new Values(parameters, artifacts);
  }

  private void parameter(Source source, Map<String, JsonElement> parameters, String name) {
    JsonElement value = null;
    if (source instanceof Source.Constant constant) {
      value = constant.value();
    } else if (source instanceof Source.ComponentInput input) {
      value = parent.parameters().get(input.name());
    } else if (source instanceof TaskOutput output) {
      value = outputs(output).parameters().get(output.output());
    } else if (source instanceof Source.FinalStatus status) {
      value = ended.get(status.task());
    }
    if (value != null) {
      parameters.put(name, value);
    }
  }

  private Map<String, List<Artifact>> artifacts() {
    Map<String, List<Artifact>> artifacts = new HashMap<>();
    task.artifacts()
        .forEach(
            (name, source) -> {
              List<Artifact> found =
                  source instanceof TaskOutput output
                      ? outputs(output).artifacts().get(output.output())
                      : parent.artifacts().get(((Source.ComponentInput) source).name());
              if (found != null) {
                artifacts.put(name, found);
              }
            });
    return artifacts;
  }

  /** None of a task that did not succeed, whose outputs the task of an exit handler may name. */
  private Values outputs(TaskOutput from) {
    return done.getOrDefault(from.task(), new Values(Map.of(), Map.of()));
  }

  /** A resolved constant is text; where the input is of another type, it is read as that. */
  private JsonElement typed(Component component, String name, JsonElement value) {
    InputParameter input = component.inputParameters().get(name);
    if (input == null || !(value instanceof JsonPrimitive text) || input.type().accepts(value)) {
      return value;
    }
    try {
      return input.type().parse(text.getAsString());
    } catch (IllegalArgumentException e) {
      throw mismatch(task.name(), name, input, value);
    }
  }

  private static JsonElement checked(
      String task, String name, InputParameter input, JsonElement value) {
    // Items of a loop over a list in the IR may be numbers where the body declares text.
    boolean text = input.type() == ParameterType.STRING && value.isJsonPrimitive();
    if (!text && !input.type().accepts(value)) {
      throw mismatch(task, name, input, value);
    }
    return value;
  }

  private static UserException mismatch(
      String task, String name, InputParameter input, JsonElement value) {
    return UserException.failed(
        "task %s: its input %s is %s, which is not %s"
            .formatted(task, name, value, input.type().description()));
  }
}
