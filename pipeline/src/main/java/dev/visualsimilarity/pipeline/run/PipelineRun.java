package dev.visualsimilarity.pipeline.run;

import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One run of a pipeline on this machine. Nothing is taken from a cache; a task that failed is tried
 * again as its retryPolicy says.
 */
public final class PipelineRun {

  private static final int CANCEL_SECONDS = 20;

  private final RunContext context;
  private final Path folder;

  /** A run in which the failure of a task keeps no other from running but its dependents. */
  public PipelineRun(
      PipelineSpec spec,
      Job job,
      TaskRunner runner,
      Path folder,
      RunLimits limits,
      RunListener listener) {
    this(spec, job, runner, folder, limits, FailurePolicy.SLOW, listener);
  }

  /**
   * @param spec the pipeline
   * @param job names of the run
   * @param runner runs the programs of tasks
   * @param folder takes a folder for each task
   * @param limits of the run
   * @param failurePolicy what the failure of a task means to the others
   * @param listener hears of each change of a task's state, one at a time
   */
  public PipelineRun(
      PipelineSpec spec,
      Job job,
      TaskRunner runner,
      Path folder,
      RunLimits limits,
      FailurePolicy failurePolicy,
      RunListener listener) {
    this.context =
        new RunContext(
            spec,
            job,
            runner,
            limits,
            new Semaphore(limits.parallelism(), true),
            Executors.newCachedThreadPool(),
            new SerialListener(listener),
            failurePolicy,
            new ConcurrentLinkedQueue<>());
    this.folder = folder;
  }

  /** Makes ready what the pipeline's containers need. */
  public void prepare() throws IOException, InterruptedException {
    Set<Container> containers = new LinkedHashSet<>();
    collect(context.spec().dag(), containers);
    for (Container container : containers) {
      context.runner().prepare(container);
    }
  }

  /**
   * Runs the pipeline to its end; only once.
   *
   * @param inputs of the pipeline, all of the declared types
   * @return its outputs; empty if a task did not succeed
   */
  public Optional<Values> execute(Values inputs) throws InterruptedException {
    Component root = context.spec().root();
    Scope scope = Scope.root(folder);
    context.announce(root, root.name(), scope, scope);
    try {
      Values declared = TaskInputs.declared(root.name(), root, inputs);
      return new DagRun(context, context.spec().dag(), declared, scope).run();
    } finally {
      context.threads().shutdown();
    }
  }

  /** Ends what runs, starts nothing more, and waits until all programs have ended. */
  public void cancel() throws InterruptedException {
    context.threads().shutdownNow();
    context.threads().awaitTermination(CANCEL_SECONDS, TimeUnit.SECONDS);
  }

  private void collect(Dag dag, Set<Container> containers) {
    for (Task task : dag.tasks().values()) {
      Component component = context.component(task);
      if (component.implementation() instanceof Container container) {
        containers.add(container);
      } else {
        collect((Dag) component.implementation(), containers);
      }
    }
  }
}
