package dev.visualsimilarity.pipeline.run;

import java.nio.file.Path;

/**
 * Lets the threads of a run speak to a listener one at a time.
 *
 * @param listener hears
 */
record SerialListener(RunListener listener) implements RunListener {

  @Override
  public void accept(TaskEvent event) {
    synchronized (listener) {
      listener.accept(event);
    }
  }

  @Override
  public void begun(String path, Values inputs) {
    synchronized (listener) {
      listener.begun(path, inputs);
    }
  }

  @Override
  public void started(String path, Path log) {
    synchronized (listener) {
      listener.started(path, log);
    }
  }

  @Override
  public void failed(String path, String reason) {
    synchronized (listener) {
      listener.failed(path, reason);
    }
  }

  @Override
  public void ended(String path, TaskState state, Values outputs) {
    synchronized (listener) {
      listener.ended(path, state, outputs);
    }
  }
}
