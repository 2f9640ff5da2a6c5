package dev.visualsimilarity.pipeline.value;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Source;
import dev.visualsimilarity.pipeline.ir.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values that a program of the project will refuse, in whatever pipeline it stands: constants
 * and parameters of the run. What other tasks give is not known yet, and what other programs take
 * is theirs to say.
 */
public final class ValueCheck {

  private static final Pattern INPUT =
      Pattern.compile("\\{\\{\\$\\.inputs\\.parameters\\['([^']+)'\\]\\}\\}");

  private final Map<String, Component> components;
  private final DeploymentRules deployments = new DeploymentRules();

  private ValueCheck(PipelineSpec pipeline) {
    this.components = pipeline.components();
  }

  /**
   * Checks a run.
   *
   * @param given the run's parameters; a default of the pipeline stands for one that is not given
   * @throws UserException that names the first value that is not allowed, and what is
   */
  public static void check(PipelineSpec pipeline, Map<String, JsonElement> given) {
    Map<String, Value> values = new LinkedHashMap<>();
    pipeline
        .root()
        .inputParameters()
        .forEach(
            (name, input) ->
                Optional.ofNullable(given.get(name))
                    .or(input::defaultValue)
                    .ifPresent(value -> values.put(name, new Value(value, "parameter " + name))));
    ValueCheck check = new ValueCheck(pipeline);
    check.graph(pipeline.dag(), values);
    check.deployments.checkMachines();
    check.deployments.checkQueries();
  }

  private void graph(Dag graph, Map<String, Value> inputs) {
    graph.tasks().values().forEach(task -> task(task, inputs));
  }

  private void task(Task task, Map<String, Value> inputs) {
    Component component = components.get(task.component());
    Map<String, Value> own = new LinkedHashMap<>();
    component
        .inputParameters()
        .keySet()
        .forEach(
            name -> value(task, component, name, inputs).ifPresent(value -> own.put(name, value)));
    if (component.implementation() instanceof Dag graph) {
      graph(graph, own);
    } else if (component.implementation() instanceof Container program) {
      own.values().removeIf(value -> !value.isKnown());
      program(program, own);
    }
  }

  private static Optional<Value> value(
      Task task, Component component, String name, Map<String, Value> inputs) {
    String origin = "input %s of task %s".formatted(name, task.name());
    Source source = task.parameters().get(name);
    if (source instanceof Source.Constant constant) {
      return Optional.of(new Value(composed(constant.value(), task, inputs), origin));
    }
    if (source instanceof Source.ComponentInput input) {
      return Optional.ofNullable(inputs.get(input.name()));
    }
    // What a task or a loop gives instead is not known.
    return source == null && task.loop().filter(loop -> loop.itemInput().equals(name)).isEmpty()
        ? component
            .inputParameters()
            .get(name)
            .defaultValue()
            .map(value -> new Value(value, origin))
        : Optional.empty();
  }

  /** A constant text with the inputs of the task in it that come from outside. */
  private static JsonElement composed(JsonElement constant, Task task, Map<String, Value> inputs) {
    if (!(constant instanceof JsonPrimitive text) || !text.isString()) {
      return constant;
    }
    return new JsonPrimitive(
        INPUT
            .matcher(text.getAsString())
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        task.parameters().get(found.group(1)) instanceof Source.ComponentInput input
                                && inputs.containsKey(input.name())
                            ? inputs.get(input.name()).text()
                            : found.group())));
  }

  private void program(Container program, Map<String, Value> values) {
    String mainClass =
        program.command().isEmpty() ? "" : program.command().get(program.command().size() - 1);
    ValueRules.of(mainClass)
        .forEach(
            (name, rule) -> {
              Value value = values.get(name);
              if (value != null && !rule.holds().test(value.text())) {
                throw UserException.badParameter(
                    "%s is '%s'; allowed are %s"
                        .formatted(value.origin(), value.text(), rule.allowed()));
              }
            });
    if (ValueRules.takesResources(mainClass)) {
      ResourceRules.check(values);
    }
    if (mainClass.equals(ValueRules.BUILD_INDEX)) {
      deployments.build(values);
    } else if (mainClass.equals(ValueRules.DEPLOY_INDEX)) {
      deployments.deploy(values);
    } else if (mainClass.equals(ValueRules.QUERY_INDEX)) {
      deployments.query(values);
    } else if (mainClass.equals(ValueRules.UPLOAD_MODEL)) {
      deployments.serve(values);
    }
  }
}
