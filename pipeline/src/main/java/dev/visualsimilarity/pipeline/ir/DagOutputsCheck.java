package dev.visualsimilarity.pipeline.ir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks where the outputs of a graph come from.
 *
 * @param looped whether the graph is the body of a loop: its outputs are collected into lists
 * @param producer the component of a task of the graph
 */
record DagOutputsCheck(
    Component component, Dag dag, boolean looped, Function<String, Optional<Component>> producer) {

  /** The first thing that is wrong, if any. */
  Optional<String> problem() {
    return names(component.outputParameters().keySet(), dag.parameterOutputs().keySet())
        .or(() -> names(component.outputArtifacts().keySet(), dag.artifactOutputs().keySet()))
        .or(this::parameters)
        .or(this::artifacts);
  }

  private static Optional<String> names(Set<String> declared, Set<String> given) {
    for (String name : declared) {
      if (!given.contains(name)) {
        return Optional.of("declares the output " + name + ", which its dag does not give");
      }
    }
    for (String name : given) {
      if (!declared.contains(name)) {
        return Optional.of(
            "gives the output " + name + ", which its outputDefinitions do not declare");
      }
    }
    return Optional.empty();
  }

  private Optional<String> parameters() {
    for (Map.Entry<String, TaskOutput> output : dag.parameterOutputs().entrySet()) {
      String name = output.getKey();
      TaskOutput from = output.getValue();
      Optional<Component> task = producer.apply(from.task());
      if (task.isEmpty()) {
        return noTask(from);
      }
      ParameterType given = task.get().outputParameters().get(from.output());
      if (given == null) {
        return Optional.of(
            "takes %s from %s, which has no output parameter %s"
                .formatted(name, from.task(), from.output()));
      }
      ParameterType declared = component.outputParameters().get(name);
      ParameterType wanted = looped ? ParameterType.LIST : given;
      if (declared != wanted) {
        return Optional.of(mismatch(name, declared.name(), wanted.name(), from));
      }
    }
    return Optional.empty();
  }

  private Optional<String> artifacts() {
    for (Map.Entry<String, List<TaskOutput>> output : dag.artifactOutputs().entrySet()) {
      for (TaskOutput from : output.getValue()) {
        Optional<String> problem = artifact(output.getKey(), from);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> artifact(String name, TaskOutput from) {
    Optional<Component> task = producer.apply(from.task());
    if (task.isEmpty()) {
      return noTask(from);
    }
    ArtifactDefinition given = task.get().outputArtifacts().get(from.output());
    if (given == null) {
      return Optional.of(
          "takes %s from %s, which has no output artifact %s"
              .formatted(name, from.task(), from.output()));
    }
    ArtifactDefinition declared = component.outputArtifacts().get(name);
    ArtifactDefinition wanted =
        new ArtifactDefinition(
            given.schemaTitle(), given.schemaVersion(), false, looped || given.list());
    return declared.fits(wanted)
        ? Optional.empty()
        : Optional.of(mismatch(name, declared.description(), wanted.description(), from));
  }

  private String mismatch(String name, String declared, String wanted, TaskOutput from) {
    return "declares %s as %s, but the %s of %s %s %s"
        .formatted(
            name,
            declared,
            from.output(),
            from.task(),
            looped ? "in a loop is collected as" : "is",
            wanted);
  }

  private static Optional<String> noTask(TaskOutput from) {
    return Optional.of("takes an output from a task that is not in its graph: " + from.task());
  }
}
