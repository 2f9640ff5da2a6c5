package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** All long-running operations, running and ended. Thread-safe. */
final class Operations {
  private final ConcurrentSkipListMap<String, RunningOperation> operations =
      new ConcurrentSkipListMap<>();
  private final ResourceIds ids;
  private final Clock clock;
  private final Duration delay;
  private final ScheduledExecutorService executor;

  /**
   * @param delay how long every operation waits before it begins its work
   */
  Operations(ResourceIds ids, Clock clock, Duration delay, ScheduledExecutorService executor) {
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
    String name = resource + "/operations/" + ids.next();
    RunningOperation operation = new RunningOperation(name, clock, metadata, work);
    operations.put(name, operation);
    Operation begun = operation.toProto();
    operation.setExecution(
        executor.schedule(operation::run, delay.toMillis(), TimeUnit.MILLISECONDS));
    return begun;
  }

  RunningOperation find(String name) {
    RunningOperation operation = operations.get(name);
    if (operation == null) {
      throw ApiErrors.notFound("operation %s not found", name);
    }
    return operation;
  }

  /** The operations on a resource, or on all resources of a location. */
  List<RunningOperation> below(String parent) {
    String prefix = parent.endsWith("/operations") ? parent : parent + "/";
    return operations.tailMap(prefix).values().stream()
        .takeWhile(operation -> operation.name().startsWith(prefix))
        .toList();
  }

  /** Forgets an operation; it is not stopped. */
  void remove(String name) {
    if (operations.remove(name) == null) {
      throw ApiErrors.notFound("operation %s not found", name);
    }
  }
}
