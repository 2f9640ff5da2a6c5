package dev.visualsimilarity.emulator.extension;

import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Starts long-running operations, which clients follow as all others of the emulator. */
@FunctionalInterface
public interface LongRunningOperations {

  /**
   * Starts one.
   *
   * @param resource what it works on: {@code projects/P/locations/L} or {@code
   *     projects/P/locations/L/COLLECTION/ID}
   * @param metadata makes the operation's own metadata from the generic part
   * @param work gives the response; a {@link io.grpc.StatusRuntimeException} is the operation's
   *     error
   */
  Operation start(
      String resource,
      Function<GenericOperationMetadata, Message> metadata,
      Callable<? extends Message> work);
}
