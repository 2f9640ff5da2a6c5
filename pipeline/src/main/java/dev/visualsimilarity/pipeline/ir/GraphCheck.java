package dev.visualsimilarity.pipeline.ir;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks that the references of a pipeline hold, which Kubeflow Pipelines finds out only while a
 * run is under way: components, inputs, outputs and their types, producers listed as
 * dependentTasks, conditions, exit handlers, no cycles.
 */
final class GraphCheck {

  private final Node document;
  private final PipelineSpec spec;
  private final Deque<String> path = new ArrayDeque<>();

  GraphCheck(Node document, PipelineSpec spec) {
    this.document = document;
    this.spec = spec;
  }

  void check() {
    check(spec.root(), false);
  }

  /**
   * @param looped whether the component is the body of a loop, whose outputs are collected
   */
  private void check(Component component, boolean looped) {
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
    outputs(component, dag, looped)
        .problem()
        .ifPresent(
            problem -> {
              boolean isRoot = component.name().equals("root");
              throw error(isRoot ? "root" : "component " + component.name(), problem);
            });
    path.pop();
  }

  private DagOutputsCheck outputs(Component component, Dag dag, boolean looped) {
    Function<String, Optional<Component>> producer =
        name ->
            Optional.ofNullable(dag.tasks().get(name))
                .map(task -> spec.components().get(task.component()));
    return new DagOutputsCheck(component, dag, looped, producer);
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
    TaskSources sources = new TaskSources(spec, parent, dag, task);
    new TaskInputsCheck(sources, component)
        .problem()
        .or(() -> new TriggerCheck(sources, component).problem())
        .ifPresent(
            problem -> {
              throw error(who, problem);
            });
    check(component, task.loop().isPresent());
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

  private UserException error(String who, String problem) {
    return UserException.badParameter(document.path() + who + " " + problem);
  }
}
