package dev.visualsimilarity.pipeline.run;

import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * What all graphs of a run share.
 *
 * @param spec the pipeline
 * @param job names of the run
 * @param runner runs the programs
 * @param limits of the run
 * @param slots a permit for each program that may run
 * @param threads one for each task, waiting or running; shut down when the run is cancelled
 * @param listener hears of states
 * @param failurePolicy what the failure of a task means to the others
 * @param failed labels of the tasks that have failed so far
 */
record RunContext(
    PipelineSpec spec,
    Job job,
    TaskRunner runner,
    RunLimits limits,
    Semaphore slots,
    ExecutorService threads,
    RunListener listener,
    FailurePolicy failurePolicy,
    Queue<String> failed) {

  Component component(Task task) {
    return spec.components().get(task.component());
  }

  boolean cancelled() {
    return threads.isShutdown();
  }

  /** The state of a graph in which not all has succeeded. */
  TaskState endWithoutSuccess() {
    return cancelled() ? TaskState.CANCELLED : TaskState.FAILED;
  }

  /** Whether a task whose turn it is may start. */
  boolean starts() {
    return failurePolicy == FailurePolicy.SLOW || failed.isEmpty();
  }

  /** Makes the programs of a component known; those in loops are when their number is. */
  void announce(Component component, String task, Scope outer, Scope inner) {
    if (component.implementation() instanceof Dag dag) {
      for (Task child : dag.tasks().values()) {
        if (child.loop().isEmpty()) {
          announce(component(child), child.name(), inner, inner(dag, child, inner));
        }
      }
    } else {
      report(TaskEvent.of(outer.label(task), TaskState.PENDING));
    }
  }

  /**
   * Where the tasks of a task's own graph are. What an exit handler waits for is the pipeline
   * itself: its tasks have the names and folders that they would have without one.
   */
  Scope inner(Dag dag, Task task, Scope scope) {
    boolean body =
        dag.tasks().values().stream()
            .anyMatch(
                other ->
                    other.trigger().afterFailure() && other.dependentTasks().contains(task.name()));
    boolean alone =
        component(task).implementation() instanceof Dag inner
            && Collections.disjoint(inner.tasks().keySet(), dag.tasks().keySet());
    Scope inside = scope.inside(task.name());
    return body && alone
        ? new Scope(scope.folder(), scope.prefix(), scope.suffix(), inside.path())
        : inside;
  }

  void report(TaskEvent event) {
    if (event.state() == TaskState.FAILED) {
      failed.add(event.task());
    }
    listener.accept(event);
  }

  /** What has failed so far of a task: itself, or the tasks of its graph; by their labels. */
  List<String> failedIn(Scope inner) {
    return failed.stream().filter(label -> (label + "/").startsWith(inner.prefix())).toList();
  }
}
