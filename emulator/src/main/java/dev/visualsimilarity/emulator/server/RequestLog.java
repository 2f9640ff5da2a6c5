package dev.visualsimilarity.emulator.server;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line for each call, at debug: method, status, milliseconds, and what was wrong. */
final class RequestLog implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(RequestLog.class);
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return log.isDebugEnabled()
        ? next.startCall(new Timed<>(call), headers)
        : next.startCall(call, headers);
  }

  private static final class Timed<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final long start = System.nanoTime();

    Timed(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      log.debug(
          "{} {} {} ms{}",
          getMethodDescriptor().getFullMethodName(),
          status.getCode(),
          "%.1f".formatted((System.nanoTime() - start) / NANOS_PER_MILLI),
          status.getDescription() == null ? "" : " " + status.getDescription());
      super.close(status, trailers);
    }
  }
}
