package dev.visualsimilarity.vertexai.operation;

import com.google.longrunning.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * SIGTERM and SIGINT, until closed: operations that the step began and that have not ended are
 * cancelled, and nothing new is begun, before the Java machine goes. A pipeline that is cancelled
 * so leaves nothing behind that is still being built.
 */
public final class StopSignal implements AutoCloseable {

  /** A call that is on its way may yet name an operation. */
  private static final long CALL_MILLIS = 2000;

  private final Predicate<String> cancel;
  private final Consumer<String> told;
  private final Thread hook = new Thread(this::stop, "stop-signal");
  private final Set<String> running = new TreeSet<>();
  private boolean calling;
  private boolean stopping;

  /**
   * Begins to listen.
   *
   * @param cancel asks the service to cancel an operation; false if it did not take that
   * @param told hears, in a line, what was done
   */
  public StopSignal(Predicate<String> cancel, Consumer<String> told) {
    this.cancel = cancel;
    this.told = told;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes a call that begins an operation; does not return while the Java machine goes. */
  Operation begin(Supplier<Operation> call) {
    synchronized (this) {
      proceed();
      calling = true;
    }
    try {
      Operation begun = call.get();
      began(begun.getName());
      return begun;
    } finally {
      synchronized (this) {
        calling = false;
        notifyAll();
      }
    }
  }

  /** Counts an operation that an earlier attempt began as begun by this one. */
  synchronized void began(String operation) {
    running.add(operation);
  }

  /** An operation has ended; does not return while the Java machine goes. */
  void ended(String operation) {
    synchronized (this) {
      if (!stopping) {
        running.remove(operation);
      }
    }
    proceed();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The Java machine is going: the hook is at work.
      proceed();
    }
  }

  private void proceed() {
    boolean going;
    synchronized (this) {
      going = stopping;
    }
    if (going) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stop() {
    List<String> cancelled = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String operation : toCancel()) {
      (cancel.test(operation) ? cancelled : left).add(operation);
    }
    String text = "stopped by a signal";
    if (!cancelled.isEmpty()) {
      text += "; cancelled " + String.join(", ", cancelled);
    }
    if (!left.isEmpty()) {
      text += "; could not cancel " + String.join(", ", left) + ": run the step again to go on";
    }
    if (isCalling()) {
      text += "; a request was on its way: run the step again to find what it began";
    }
    told.accept(text);
  }

  private synchronized boolean isCalling() {
    return calling;
  }

  private synchronized List<String> toCancel() {
    stopping = true;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CALL_MILLIS);
    try {
      while (calling && System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(running);
  }
}
