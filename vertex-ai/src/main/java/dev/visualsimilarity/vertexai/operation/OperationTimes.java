package dev.visualsimilarity.vertexai.operation;

import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;

/** When operations were begun, as the service says. */
public final class OperationTimes {

  /** The clocks of this machine and of the service may differ by as much. */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private OperationTimes() {}

  /**
   * Whether an operation may have been begun at a time of this machine, or later.
   *
   * @param metadata its type, with a field {@code generic_metadata}
   */
  public static boolean isSince(
      Instant time, Operation operation, Class<? extends Message> metadata) {
    return created(operation, metadata).isAfter(time.minus(CLOCK_SKEW));
  }

  private static Instant created(Operation operation, Class<? extends Message> type) {
    try {
      Message metadata = operation.getMetadata().unpack(type);
      var generic = metadata.getDescriptorForType().findFieldByName("generic_metadata");
      GenericOperationMetadata times = (GenericOperationMetadata) metadata.getField(generic);
      return Instant.ofEpochMilli(Timestamps.toMillis(times.getCreateTime()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(operation.getName() + " has metadata of another type", e);
    }
  }
}
