package dev.visualsimilarity.pipeline.runner;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;

/** Runs the programs of tasks on this machine. Implementations are safe for several threads. */
public interface TaskRunner {

  /**
   * Makes ready what a container needs; called once for each before any task runs.
   *
   * @throws UserException if it cannot run here, with what to do
   */
  void prepare(Container container) throws IOException, InterruptedException;

  /**
   * Runs a program to its end and returns its exit code. Interrupted, it ends the program: SIGTERM
   * first, SIGKILL after some seconds.
   */
  int run(TaskCommand command) throws IOException, InterruptedException;
}
