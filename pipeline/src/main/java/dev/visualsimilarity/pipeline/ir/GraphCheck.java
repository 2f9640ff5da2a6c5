package dev.visualsimilarity.pipeline.ir;

import dev.visualsimilarity.error.UserException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the references of a pipeline hold, which Kubeflow Pipelines finds out only while a
 * run is under way: components, inputs, outputs, producers listed as dependentTasks, no cycles.
 */
final class GraphCheck {

  private final String file;
  private final PipelineSpec spec;
  private final Deque<String> path = new ArrayDeque<>();

  GraphCheck(String file, PipelineSpec spec) {
    this.file = file;
    this.spec = spec;
  }

  void check() {
    check(spec.root());
  }

  private void check(Component component) {
    if (!(component.implementation() instanceof Dag dag)) {
      return;
    }
    if (path.contains(component.name())) {
      throw error("component " + component.name(), "contains itself");
    }
    path.push(component.name());
    for (Task task : dag.tasks().values()) {
      checkTask(component, dag, task);
    }
    checkCycles(dag);
    checkOutputs(component, dag);
    path.pop();
  }

  private void checkTask(Component parent, Dag dag, Task task) {
    String who = "task " + task.name();
    Component component = spec.components().get(task.component());
    if (component == null) {
      throw error(who, "names a component that is not there: " + task.component());
    }
    for (String name : task.dependentTasks()) {
      if (!dag.tasks().containsKey(name)) {
        throw error(who, "depends on a task that is not in its graph: " + name);
      }
    }
    new TaskInputsCheck(spec, parent, dag, task, component)
        .problem()
        .ifPresent(
            problem -> {
              throw error(who, problem);
            });
    check(component);
  }

  private void checkCycles(Dag dag) {
    Set<String> done = new HashSet<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Task task : dag.tasks().values()) {
        progress |= done.containsAll(task.dependentTasks()) && done.add(task.name());
      }
    }
    for (String task : dag.tasks().keySet()) {
      if (!done.contains(task)) {
        throw error("task " + task, "waits for itself through its dependentTasks");
      }
    }
  }

  private void checkOutputs(Component component, Dag dag) {
    String who = component.name().equals("root") ? "root" : "component " + component.name();
    Map<String, TaskOutput> given = dag.parameterOutputs();
    checkGiven(who, component.outputParameters().keySet(), given.keySet());
    checkGiven(who, component.outputArtifacts().keySet(), dag.artifactOutputs().keySet());
    given.forEach(
        (name, from) -> {
          Component producer = producer(who, dag, from);
          if (!producer.outputParameters().containsKey(from.output())) {
            throw error(
                who,
                "takes %s from %s, which has no output parameter %s"
                    .formatted(name, from.task(), from.output()));
          }
        });
    dag.artifactOutputs()
        .forEach(
            (name, sources) ->
                sources.forEach(
                    from -> {
                      Component producer = producer(who, dag, from);
                      if (!producer.outputArtifacts().containsKey(from.output())) {
                        throw error(
                            who,
                            "takes %s from %s, which has no output artifact %s"
                                .formatted(name, from.task(), from.output()));
                      }
                    }));
  }

  private void checkGiven(String who, Set<String> declared, Set<String> given) {
    for (String name : declared) {
      if (!given.contains(name)) {
        throw error(who, "declares the output " + name + ", which its dag does not give");
      }
    }
  }

  private Component producer(String who, Dag dag, TaskOutput from) {
    Task task = dag.tasks().get(from.task());
    if (task == null) {
      throw error(who, "takes an output from a task that is not in its graph: " + from.task());
    }
    return spec.components().get(task.component());
  }

  private UserException error(String who, String problem) {
    return UserException.badParameter("%s: %s %s".formatted(file, who, problem));
  }
}
