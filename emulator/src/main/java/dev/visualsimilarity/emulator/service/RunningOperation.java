package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One long-running operation, from its start to its end and after. Thread-safe. */
final class RunningOperation {
  private static final Logger log = LoggerFactory.getLogger(RunningOperation.class);

  private final String name;
  private final Clock clock;
  private final Resources resources;
  private final Work work;
  private final GenericOperationMetadata.Builder generic;
  private final CompletableFuture<Operation> end = new CompletableFuture<>();
  private Function<GenericOperationMetadata, Message> metadata;
  private Future<?> execution = CompletableFuture.completedFuture(null);

  RunningOperation(
      String name,
      Clock clock,
      Resources resources,
      Function<GenericOperationMetadata, Message> metadata,
      Work work) {
    this.name = name;
    this.clock = clock;
    this.resources = resources;
    this.metadata = metadata;
    this.work = work;
    this.generic =
        GenericOperationMetadata.newBuilder()
            .setCreateTime(Times.timestamp(clock.instant()))
            .setUpdateTime(Times.timestamp(clock.instant()));
    CompletableFuture<Void> unused = end.thenRun(work::ended);
  }

  String name() {
    return name;
  }

  /** Completed with the operation's last state. */
  CompletableFuture<Operation> end() {
    return end;
  }

  /** Replaces the metadata that the operation shows. */
  synchronized void setMetadata(Function<GenericOperationMetadata, Message> newMetadata) {
    metadata = newMetadata;
    generic.setUpdateTime(Times.timestamp(clock.instant()));
  }

  synchronized void setExecution(Future<?> newExecution) {
    execution = newExecution;
  }

  /** As a client sees it now. */
  synchronized Operation toProto() {
    return end.isDone() ? end.join() : state().build();
  }

  /** Does the work; called once, on a thread of its own. */
  void run() {
    if (end.isDone()) {
      return;
    }
    try {
      commit(work.run(this));
    } catch (StatusRuntimeException e) {
      fail(e.getStatus());
    } catch (Throwable e) {
      // Whatever it is, nobody else would end the operation.
      if (!end.isDone()) {
        log.error("operation {} failed", name, e);
      }
      fail(io.grpc.Status.INTERNAL.withDescription(e.toString()));
    }
  }

  /**
   * Ends the operation, unless it has ended. The work goes on until it notices that it is
   * interrupted.
   */
  synchronized void cancel() {
    fail(io.grpc.Status.CANCELLED.withDescription("cancelled by the client"));
    execution.cancel(true);
  }

  /** The change and the operation's end are one change of the state. */
  private synchronized void commit(Prepared prepared) {
    if (end.isDone()) {
      prepared.discard();
      return;
    }
    end.complete(
        resources.change(
            transaction -> {
              Message response = committed(prepared, transaction);
              generic.setUpdateTime(Times.timestamp(clock.instant()));
              return ended(transaction, state().setResponse(Any.pack(response)));
            }));
  }

  /** A change that fails before the state is written is not made; after that, nobody knows. */
  private static Message committed(Prepared prepared, Transaction transaction) {
    try {
      return prepared.commit(transaction);
    } catch (RuntimeException | Error e) {
      prepared.discard();
      throw e;
    }
  }

  private synchronized void fail(io.grpc.Status status) {
    if (end.isDone()) {
      return;
    }
    String description = status.getDescription() == null ? "" : status.getDescription();
    Status error =
        Status.newBuilder().setCode(status.getCode().value()).setMessage(description).build();
    generic.setUpdateTime(Times.timestamp(clock.instant()));
    try {
      end.complete(
          resources.change(
              transaction -> {
                work.abandon(transaction);
                return ended(transaction, state().setError(error));
              }));
    } catch (RuntimeException e) {
      // Nothing can be written now; whoever waits must know nevertheless.
      release();
      end.complete(state().setDone(true).setError(error).build());
    }
  }

  /** Gives back what the operation holds in memory. */
  private void release() {
    try {
      resources.update(work::abandon);
    } catch (RuntimeException e) {
      log.warn("operation {} goes on holding what it changes: {}", name, e.toString());
    }
  }

  /** Ends an operation that its client has not deleted meanwhile. */
  private Operation ended(Transaction transaction, Operation.Builder operation) {
    Operation ended = operation.setDone(true).build();
    if (transaction.catalog().operations().containsKey(name)) {
      transaction.put(ended);
    }
    return ended;
  }

  private Operation.Builder state() {
    return Operation.newBuilder()
        .setName(name)
        .setMetadata(Any.pack(metadata.apply(generic.build())));
  }
}
