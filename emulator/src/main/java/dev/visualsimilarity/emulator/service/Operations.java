package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** All long-running operations, running and ended. Thread-safe. */
final class Operations {
  private final ConcurrentMap<String, RunningOperation> running = new ConcurrentHashMap<>();
  private final Resources resources;
  private final ResourceIds ids;
  private final Clock clock;
  private final Duration delay;
  private final ScheduledExecutorService executor;

  /**
   * @param delay how long every operation waits before it begins its work
   */
  Operations(
      Resources resources,
      ResourceIds ids,
      Clock clock,
      Duration delay,
      ScheduledExecutorService executor) {
    this.resources = resources;
    this.ids = ids;
    this.clock = clock;
    this.delay = delay;
    this.executor = executor;
  }

  /**
   * Starts an operation.
   *
   * @param resource the name of the resource that it works on
   * @param metadata makes the operation's own metadata from the generic part
   */
  Operation start(
      ResourceName resource, Function<GenericOperationMetadata, Message> metadata, Work work) {
    return start(resource, metadata, work, transaction -> {});
  }

  /**
   * Starts an operation that changes something at once.
   *
   * @param beginning made together with the operation's start, or not at all
   */
  Operation start(
      ResourceName resource,
      Function<GenericOperationMetadata, Message> metadata,
      Work work,
      Consumer<Transaction> beginning) {
    String name = resource + "/operations/" + ids.next();
    RunningOperation operation = new RunningOperation(name, clock, resources, metadata, work);
    Operation begun = operation.toProto();
    running.put(name, operation);
    CompletableFuture<Void> unused = operation.end().thenAccept(ended -> forget(name));
    try {
      resources.update(
          transaction -> {
            beginning.accept(transaction);
            transaction.put(begun);
          });
    } catch (RuntimeException e) {
      running.remove(name);
      throw e;
    }
    operation.setExecution(
        executor.schedule(operation::run, delay.toMillis(), TimeUnit.MILLISECONDS));
    return begun;
  }

  /** As a client sees it now. */
  Operation get(String name) {
    Optional<RunningOperation> operation = running(name);
    Operation told = resources.now().operations().get(name);
    if (told == null) {
      throw ApiErrors.notFound("operation %s not found", name);
    }
    return operation.map(RunningOperation::toProto).orElse(told);
  }

  /** Completed when the operation ends. */
  CompletableFuture<Operation> end(String name) {
    Optional<RunningOperation> operation = running(name);
    Operation now = get(name);
    return operation
        .map(RunningOperation::end)
        .orElseGet(() -> CompletableFuture.completedFuture(now));
  }

  /** Ends an operation that runs. */
  void cancel(String name) {
    Optional<RunningOperation> operation = running(name);
    Operation unused = get(name);
    operation.ifPresent(RunningOperation::cancel);
  }

  /** The operations on a resource, or on all resources of a location. */
  List<Operation> below(String parent) {
    String prefix = parent.endsWith("/operations") ? parent : parent + "/";
    return resources.now().operations().tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .map(this::get)
        .toList();
  }

  /** Forgets an operation; it is not stopped. */
  void remove(String name) {
    resources.update(
        transaction -> {
          if (!transaction.catalog().operations().containsKey(name)) {
            throw ApiErrors.notFound("operation %s not found", name);
          }
          transaction.removeOperation(name);
        });
  }

  /** The catalog has the end, unless the state could not be written. */
  private void forget(String name) {
    Operation told = resources.now().operations().get(name);
    if (told == null || told.getDone()) {
      running.remove(name);
    }
  }

  /** Looked up before the catalog: an operation is in the catalog as ended before it goes here. */
  private Optional<RunningOperation> running(String name) {
    return Optional.ofNullable(running.get(name));
  }
}
