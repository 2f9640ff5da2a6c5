package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonElement;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.condition.Condition;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.ir.TaskOutput;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Carries out one graph: each task as soon as those that it depends on have succeeded. When one
 * fails, its dependents are not triggered and all others still run; the task of an exit handler
 * runs whatever became of the others, unless the run is cancelled. A task whose condition does not
 * hold is not triggered, nor are its dependents, which fails nothing.
 */
final class DagRun {

  private record Finished(Task task, TaskState state, Values outputs) {}

  private static final Values NOTHING = new Values(Map.of(), Map.of());

  private final RunContext context;
  private final Dag dag;
  private final Values inputs;
  private final Scope scope;
  private final Map<String, TaskState> states = new HashMap<>();
  private final Map<String, Values> outputs = new HashMap<>();
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
  private boolean stopped;

  DagRun(RunContext context, Dag dag, Values inputs, Scope scope) {
    this.context = context;
    this.dag = dag;
    this.inputs = inputs;
    this.scope = scope;
  }

  /** The outputs of the graph; empty if a task did not succeed. */
  Optional<Values> run() throws InterruptedException {
    start();
    while (states.containsValue(TaskState.RUNNING)) {
      Finished task = finished.take();
      states.put(task.task().name(), task.state());
      outputs.put(task.task().name(), task.outputs());
      start();
    }
    boolean failed =
        stopped
            || states.containsValue(TaskState.FAILED)
            || states.containsValue(TaskState.CANCELLED);
    return failed ? Optional.empty() : Optional.of(collect());
  }

  /** Starts what can be; settles what never will be, until nothing changes. */
  private void start() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Task task : dag.tasks().values()) {
        if (!states.containsKey(task.name()) && ended(task)) {
          states.put(task.name(), startOrSkip(task));
          changed = true;
        }
      }
    }
  }

  private boolean ended(Task task) {
    return task.dependentTasks().stream()
        .allMatch(name -> states.containsKey(name) && states.get(name) != TaskState.RUNNING);
  }

  private TaskState startOrSkip(Task task) {
    boolean triggered =
        task.trigger().afterFailure()
            || task.dependentTasks().stream()
                .allMatch(name -> states.get(name) == TaskState.SUCCEEDED);
    TaskState skipped = context.cancelled() ? TaskState.CANCELLED : TaskState.NOT_TRIGGERED;
    if (triggered && (task.trigger().afterFailure() || context.starts())) {
      TaskInputs taskInputs =
          new TaskInputs(task, context.job(), inputs, Map.copyOf(outputs), finalStatuses(task));
      try {
        context.threads().execute(() -> finish(task, taskInputs));
        return TaskState.RUNNING;
      } catch (RejectedExecutionException e) {
        skipped = TaskState.CANCELLED;
      }
    }
    // It would have run but for what failed elsewhere: the graph is not whole.
    stopped |= triggered;
    context.report(TaskEvent.of(scope.label(task.name()), skipped));
    context.listener().ended(scope.path(task.name()), skipped, NOTHING);
    return skipped;
  }

  /** How the tasks before ended, for a task that is told. */
  private Map<String, JsonElement> finalStatuses(Task task) {
    Map<String, JsonElement> statuses = new HashMap<>();
    for (String name : task.dependentTasks()) {
      Scope inner = context.inner(dag, dag.tasks().get(name), scope);
      statuses.put(
          name, FinalStatus.json(context.job(), name, states.get(name), context.failedIn(inner)));
    }
    return statuses;
  }

  /** Whatever happens, the task ends for those who wait for it. */
  private void finish(Task task, TaskInputs taskInputs) {
    Finished end = new Finished(task, TaskState.FAILED, NOTHING);
    try {
      end = execute(task, taskInputs);
      context.listener().ended(scope.path(task.name()), end.state(), end.outputs());
    } finally {
      finished.add(end);
    }
  }

  private Finished execute(Task task, TaskInputs taskInputs) {
    long start = System.nanoTime();
    try {
      Component component = context.component(task);
      Values given = taskInputs.collect(component);
      if (!triggers(task, component, given)) {
        context.report(TaskEvent.of(scope.label(task.name()), TaskState.NOT_TRIGGERED));
        return new Finished(task, TaskState.NOT_TRIGGERED, NOTHING);
      }
      Optional<Values> result =
          task.loop().isPresent()
              ? new LoopRun(context, task, component, given, scope).run()
              : component(context, component, given, task, scope, context.inner(dag, task, scope));
      return result
          .map(values -> new Finished(task, TaskState.SUCCEEDED, values))
          .orElse(new Finished(task, context.endWithoutSuccess(), NOTHING));
    } catch (UserException e) {
      return failed(task, start, e.getMessage());
    } catch (InterruptedException e) {
      return new Finished(task, TaskState.CANCELLED, NOTHING);
    } catch (RuntimeException | Error e) {
      return failed(task, start, "failed: " + e);
    }
  }

  private boolean triggers(Task task, Component component, Values given) {
    if (task.trigger().condition().isEmpty()) {
      return true;
    }
    Condition condition = task.trigger().condition().get();
    Map<String, JsonElement> asked = new HashMap<>();
    component
        .inputParameters()
        .forEach((name, input) -> input.defaultValue().ifPresent(value -> asked.put(name, value)));
    asked.putAll(given.parameters());
    try {
      return condition.test(asked);
    } catch (IllegalArgumentException e) {
      throw UserException.failed(
          "task %s: its condition %s: %s"
              .formatted(scope.label(task.name()), e.getMessage(), condition));
    }
  }

  /** Reports what failed outside of any program; only a loop has run for a time by then. */
  private Finished failed(Task task, long start, String detail) {
    Duration elapsed =
        task.loop().isPresent() ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
    String label = scope.label(task.name());
    context.report(new TaskEvent(label, TaskState.FAILED, elapsed, List.of(detail)));
    context.listener().failed(scope.path(task.name()), detail);
    return new Finished(task, TaskState.FAILED, NOTHING);
  }

  /**
   * Runs a component once.
   *
   * @param outer where its program runs, if it is one
   * @param inner where its tasks run, if it is a graph
   */
  static Optional<Values> component(
      RunContext context, Component component, Values given, Task task, Scope outer, Scope inner)
      throws InterruptedException {
    Values inputs = TaskInputs.declared(outer.label(task.name()), component, given);
    context.listener().begun(inner.path(), inputs);
    if (component.implementation() instanceof Container container) {
      return new ContainerRun(context, component, container, task, outer, inner.path()).run(inputs);
    }
    return new DagRun(context, (Dag) component.implementation(), inputs, inner).run();
  }

  /** What there is of the outputs: a task that was not triggered has none. */
  private Values collect() {
    Map<String, JsonElement> parameters = new HashMap<>();
    dag.parameterOutputs()
        .forEach(
            (name, from) -> {
              JsonElement value = outputs(from).parameters().get(from.output());
              if (value != null) {
                parameters.put(name, value);
              }
            });
    Map<String, List<Artifact>> artifacts = new HashMap<>();
    dag.artifactOutputs()
        .forEach(
            (name, sources) -> {
              List<Artifact> all = new ArrayList<>();
              sources.forEach(
                  from ->
                      all.addAll(outputs(from).artifacts().getOrDefault(from.output(), List.of())));
              artifacts.put(name, List.copyOf(all));
            });
    return new Values(parameters, artifacts);
  }

  private Values outputs(TaskOutput from) {
    return outputs.getOrDefault(from.task(), NOTHING);
  }
}
