package dev.visualsimilarity.pipeline.ir;

import java.util.Map;
import java.util.Optional;

/** Checks the inputs of one task against its component and the tasks around it. */
record TaskInputsCheck(
    PipelineSpec spec, Component parent, Dag dag, Task task, Component component) {

  private static final String CHANNEL = "pipelinechannel--";

  /** The first thing that is wrong, if any. */
  Optional<String> problem() {
    return undeclared()
        .or(this::loop)
        .or(this::missing)
        .or(() -> sources(task.parameters(), true))
        .or(() -> sources(task.artifacts(), false));
  }

  private Optional<String> undeclared() {
    for (String name : task.parameters().keySet()) {
      // The KFP compiler adds inputs of its own to a task without declaring them.
      if (!component.inputParameters().containsKey(name) && !name.startsWith(CHANNEL)) {
        return Optional.of(
            "gives the input %s, which %s does not have".formatted(name, component.name()));
      }
    }
    for (String name : task.artifacts().keySet()) {
      if (!component.inputArtifacts().containsKey(name) && !name.startsWith(CHANNEL)) {
        return Optional.of(
            "gives the artifact %s, which %s does not take".formatted(name, component.name()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> missing() {
    String item = task.loop().map(Loop::itemInput).orElse("");
    for (Map.Entry<String, InputParameter> input : component.inputParameters().entrySet()) {
      String name = input.getKey();
      if (input.getValue().required()
          && !task.parameters().containsKey(name)
          && !name.equals(item)) {
        return Optional.of(
            "gives no value for the input %s of %s".formatted(name, component.name()));
      }
    }
    for (Map.Entry<String, ArtifactDefinition> input : component.inputArtifacts().entrySet()) {
      if (!input.getValue().optional() && !task.artifacts().containsKey(input.getKey())) {
        return Optional.of(
            "gives no artifact for the input %s of %s".formatted(input.getKey(), component.name()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> loop() {
    if (task.loop().isEmpty()) {
      return Optional.empty();
    }
    Loop loop = task.loop().get();
    if (loop.items() instanceof Loop.Input input && !task.parameters().containsKey(input.name())) {
      return Optional.of("loops over an input that it does not have: " + input.name());
    }
    if (!component.inputParameters().containsKey(loop.itemInput())) {
      return Optional.of(
          "gives its items to an input that %s does not have: %s"
              .formatted(component.name(), loop.itemInput()));
    }
    return Optional.empty();
  }

  private Optional<String> sources(Map<String, Source> sources, boolean parameters) {
    for (Map.Entry<String, Source> source : sources.entrySet()) {
      Optional<String> problem = source(source.getKey(), source.getValue(), parameters);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> source(String input, Source source, boolean parameters) {
    if (source instanceof Source.ComponentInput from) {
      boolean known =
          parameters
              ? parent.inputParameters().containsKey(from.name())
              : parent.inputArtifacts().containsKey(from.name());
      return known
          ? Optional.empty()
          : Optional.of(
              "takes %s from an input that %s does not have: %s"
                  .formatted(input, parent.name(), from.name()));
    }
    return source instanceof TaskOutput from ? producer(input, from, parameters) : Optional.empty();
  }

  private Optional<String> producer(String input, TaskOutput from, boolean parameters) {
    Task producer = dag.tasks().get(from.task());
    if (producer == null) {
      return Optional.of(
          "takes %s from a task that is not in its graph: %s".formatted(input, from.task()));
    }
    if (!task.dependentTasks().contains(from.task())) {
      return Optional.of(
          "takes %s from %s, which its dependentTasks do not list".formatted(input, from.task()));
    }
    Component outputs = spec.components().get(producer.component());
    boolean known =
        outputs != null
            && (parameters
                ? outputs.outputParameters().containsKey(from.output())
                : outputs.outputArtifacts().containsKey(from.output()));
    return known
        ? Optional.empty()
        : Optional.of(
            "takes %s from an output that %s does not have: %s"
                .formatted(input, from.task(), from.output()));
  }
}
