package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;

/** Reads which deployment an operation is about. */
final class Metadata {

  private Metadata() {}

  /** The deployed index id of an operation that deploys. */
  static String deploying(Operation operation) {
    return unpacked(operation, DeployIndexOperationMetadata.class).getDeployedIndexId();
  }

  /** The deployed index id of an operation that changes a deployment. */
  static String mutating(Operation operation) {
    return unpacked(operation, MutateDeployedIndexOperationMetadata.class).getDeployedIndexId();
  }

  /** When an operation that deploys began. */
  static Timestamp created(Operation operation) {
    return unpacked(operation, DeployIndexOperationMetadata.class)
        .getGenericMetadata()
        .getCreateTime();
  }

  private static <T extends Message> T unpacked(Operation operation, Class<T> type) {
    try {
      return operation.getMetadata().unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("metadata are of another type than they say", e);
    }
  }
}
