package dev.visualsimilarity.emulator.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Refuses calls while as many as allowed are running: each holds its request in memory. */
final class CallLimit implements ServerInterceptor {
  private final int limit;
  private final Semaphore free;

  CallLimit(int limit) {
    this.limit = limit;
    this.free = new Semaphore(limit);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!free.tryAcquire()) {
      call.close(
          Status.RESOURCE_EXHAUSTED.withDescription(
              "the emulator is running %d calls, and takes no more; try again later"
                  .formatted(limit)),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    AtomicBoolean ended = new AtomicBoolean();
    Runnable release =
        () -> {
          if (!ended.getAndSet(true)) {
            free.release();
          }
        };
    try {
      return new Releasing<>(next.startCall(call, headers), release);
    } catch (RuntimeException e) {
      release.run();
      throw e;
    }
  }

  /** One of both comes last in every call. */
  private static final class Releasing<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Runnable release;

    Releasing(ServerCall.Listener<Q> listener, Runnable release) {
      super(listener);
      this.release = release;
    }

    @Override
    public void onComplete() {
      release.run();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      release.run();
      super.onCancel();
    }
  }
}
