package dev.visualsimilarity.pipeline.ir;

import java.util.Map;
import java.util.Optional;

/** Checks the inputs of one task against its component and the tasks around it. */
record TaskInputsCheck(TaskSources sources, Component component) {

  private static final String CHANNEL = "pipelinechannel--";

  private Task task() {
    return sources.task();
  }

  /** The first thing that is wrong, if any. */
  Optional<String> problem() {
    return undeclared()
        .or(this::loop)
        .or(this::missing)
        .or(() -> sources(task().parameters(), true))
        .or(() -> sources(task().artifacts(), false));
  }

  private Optional<String> undeclared() {
    for (String name : task().parameters().keySet()) {
      // The KFP compiler adds inputs of its own to a task without declaring them.
      if (!component.inputParameters().containsKey(name) && !name.startsWith(CHANNEL)) {
        return Optional.of(
            "gives the input %s, which %s does not have".formatted(name, component.name()));
      }
    }
    for (String name : task().artifacts().keySet()) {
      if (!component.inputArtifacts().containsKey(name) && !name.startsWith(CHANNEL)) {
        return Optional.of(
            "gives the artifact %s, which %s does not take".formatted(name, component.name()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> missing() {
    String item = task().loop().map(Loop::itemInput).orElse("");
    for (Map.Entry<String, InputParameter> input : component.inputParameters().entrySet()) {
      String name = input.getKey();
      if (input.getValue().required()
          && !task().parameters().containsKey(name)
          && !name.equals(item)) {
        return Optional.of(
            "gives no value for the input %s of %s".formatted(name, component.name()));
      }
    }
    for (Map.Entry<String, ArtifactDefinition> input : component.inputArtifacts().entrySet()) {
      if (!input.getValue().optional() && !task().artifacts().containsKey(input.getKey())) {
        return Optional.of(
            "gives no artifact for the input %s of %s".formatted(input.getKey(), component.name()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> loop() {
    if (task().loop().isEmpty()) {
      return Optional.empty();
    }
    Loop loop = task().loop().get();
    if (loop.items() instanceof Loop.Input input) {
      Source items = task().parameters().get(input.name());
      if (items == null) {
        return Optional.of("loops over an input that it does not have: " + input.name());
      }
      Optional<ParameterType> type = sources.type(items).filter(t -> t != ParameterType.LIST);
      if (type.isPresent()) {
        return Optional.of(
            "loops over its input %s, which is %s, not LIST".formatted(input.name(), type.get()));
      }
    }
    if (!component.inputParameters().containsKey(loop.itemInput())) {
      return Optional.of(
          "gives its items to an input that %s does not have: %s"
              .formatted(component.name(), loop.itemInput()));
    }
    return Optional.empty();
  }

  private Optional<String> sources(Map<String, Source> all, boolean parameters) {
    for (Map.Entry<String, Source> source : all.entrySet()) {
      String input = source.getKey();
      Source from = source.getValue();
      Optional<String> problem =
          known(input, from, parameters)
              .or(() -> parameters ? parameterType(input, from) : artifactType(input, from));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> known(String input, Source source, boolean parameters) {
    if (source instanceof Source.ComponentInput from) {
      boolean known =
          parameters
              ? sources.parent().inputParameters().containsKey(from.name())
              : sources.parent().inputArtifacts().containsKey(from.name());
      return known
          ? Optional.empty()
          : Optional.of(
              "takes %s from an input that %s does not have: %s"
                  .formatted(input, sources.parent().name(), from.name()));
    }
    if (source instanceof Source.FinalStatus from) {
      return ordered(input, from.task());
    }
    return source instanceof TaskOutput from
        ? ordered(input, from.task()).or(() -> output(input, from, parameters))
        : Optional.empty();
  }

  private Optional<String> ordered(String input, String producer) {
    if (!sources.dag().tasks().containsKey(producer)) {
      return Optional.of(
          "takes %s from a task that is not in its graph: %s".formatted(input, producer));
    }
    return task().dependentTasks().contains(producer)
        ? Optional.empty()
        : Optional.of(
            "takes %s from %s, which its dependentTasks do not list".formatted(input, producer));
  }

  private Optional<String> output(String input, TaskOutput from, boolean parameters) {
    boolean known =
        sources
            .component(from.task())
            .filter(
                outputs ->
                    parameters
                        ? outputs.outputParameters().containsKey(from.output())
                        : outputs.outputArtifacts().containsKey(from.output()))
            .isPresent();
    return known
        ? Optional.empty()
        : Optional.of(
            "takes %s from an output that %s does not have: %s"
                .formatted(input, from.task(), from.output()));
  }

  private Optional<String> parameterType(String input, Source source) {
    InputParameter declared = component.inputParameters().get(input);
    if (declared == null) {
      return Optional.empty();
    }
    if (source instanceof Source.Constant constant) {
      boolean fits = sources.type(source).isEmpty() || declared.type().accepts(constant.value());
      return fits
          ? Optional.empty()
          : Optional.of(
              "gives %s the constant %s, which is not %s"
                  .formatted(input, constant.value(), declared.type()));
    }
    return sources
        .type(source)
        .filter(given -> given != declared.type())
        .map(given -> "gives %s a %s, but it is %s".formatted(input, given, declared.type()));
  }

  private Optional<String> artifactType(String input, Source source) {
    ArtifactDefinition declared = component.inputArtifacts().get(input);
    Optional<ArtifactDefinition> given =
        source instanceof TaskOutput from
            ? sources.component(from.task()).map(task -> task.outputArtifacts().get(from.output()))
            : Optional.ofNullable(
                sources.parent().inputArtifacts().get(((Source.ComponentInput) source).name()));
    return given
        .filter(artifact -> declared != null && !artifact.fits(declared))
        .map(
            artifact ->
                "gives %s %s, but it is %s"
                    .formatted(input, artifact.description(), declared.description()));
  }
}
