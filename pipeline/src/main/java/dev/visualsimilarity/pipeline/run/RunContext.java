package dev.visualsimilarity.pipeline.run;

import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all graphs of a run share.
 *
 * @param spec the pipeline
 * @param job names of the run
 * @param runner runs the programs
 * @param parallelism how many programs run at once
 * @param slots a permit for each program that may run
 * @param threads one for each task, waiting or running; shut down when the run is cancelled
 * @param listener hears of states
 * @param failurePolicy what the failure of a task means to the others
 * @param failed whether a task has
 */
record RunContext(
    PipelineSpec spec,
    Job job,
    TaskRunner runner,
    int parallelism,
    Semaphore slots,
    ExecutorService threads,
    RunListener listener,
    FailurePolicy failurePolicy,
    AtomicBoolean failed) {

  Component component(Task task) {
    return spec.components().get(task.component());
  }

  boolean cancelled() {
    return threads.isShutdown();
  }

  /** Whether a task whose turn it is may start. */
  boolean starts() {
    return failurePolicy == FailurePolicy.SLOW || !failed.get();
  }

  /** Makes the programs of a component known; those in loops are when their number is. */
  void announce(Component component, String task, Scope outer, Scope inner) {
    if (component.implementation() instanceof Dag dag) {
      for (Task child : dag.tasks().values()) {
        if (child.loop().isEmpty()) {
          announce(component(child), child.name(), inner, inner.inside(child.name()));
        }
      }
    } else {
      report(outer.label(task), TaskState.PENDING);
    }
  }

  void report(String task, TaskState state) {
    listener.accept(TaskEvent.of(task, state));
  }
}
