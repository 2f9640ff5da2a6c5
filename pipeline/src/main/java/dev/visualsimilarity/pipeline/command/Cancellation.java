package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.pipeline.run.PipelineRun;
import java.io.PrintWriter;

/** Ends a run's programs before the Java machine goes, on Ctrl-C or SIGTERM, until closed. */
final class Cancellation implements AutoCloseable {

  private final PipelineRun run;
  private final PrintWriter err;
  private final Thread hook = new Thread(this::cancel, "cancellation");
  private volatile boolean begun;

  Cancellation(PipelineRun run, PrintWriter err) {
    this.run = run;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the run is being ended. */
  boolean begun() {
    return begun;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The Java machine is going: the hook is at work.
      begun = true;
    }
  }

  private void cancel() {
    begun = true;
    err.println("Cancelled: ending the tasks that run");
    err.flush();
    try {
      run.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
