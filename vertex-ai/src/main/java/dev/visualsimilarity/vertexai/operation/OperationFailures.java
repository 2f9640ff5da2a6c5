package dev.visualsimilarity.vertexai.operation;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.OneLine;

/**
 * Says why an operation failed, with what the service found in the index data: it keeps that in the
 * operation's metadata and shows it nowhere.
 */
final class OperationFailures {

  private static final int MAX_RECORD = 200;

  private OperationFailures() {}

  /** Does nothing if the operation succeeded. */
  static void check(String what, Operation operation) {
    if (!operation.hasError()) {
      return;
    }
    Code code = Code.forNumber(operation.getError().getCode());
    throw UserException.failed(
        "%s failed: %s (%s, operation %s)%s"
            .formatted(
                what,
                OneLine.of(operation.getError().getMessage()),
                code == null ? "code " + operation.getError().getCode() : code,
                operation.getName(),
                table(operation.getMetadata())));
  }

  /** A line for each file and for each bad record, or nothing. */
  private static String table(Any metadata) {
    StringBuilder text = new StringBuilder();
    for (ContentValidationStats file : searchMetadata(metadata).getContentValidationStatsList()) {
      text.append(
          "%n  %s: %d valid, %d invalid records"
              .formatted(
                  file.getSourceGcsUri(),
                  file.getValidRecordCount(),
                  file.getInvalidRecordCount()));
      for (RecordError error : file.getPartialErrorsList()) {
        text.append(
            "%n    %s: id '%s': %s: %s"
                .formatted(
                    error.getErrorType(),
                    error.getEmbeddingId(),
                    OneLine.of(error.getErrorMessage()),
                    shortened(OneLine.of(error.getRawRecord()))));
      }
    }
    return text.toString();
  }

  private static NearestNeighborSearchOperationMetadata searchMetadata(Any metadata) {
    try {
      if (metadata.is(CreateIndexOperationMetadata.class)) {
        return metadata
            .unpack(CreateIndexOperationMetadata.class)
            .getNearestNeighborSearchOperationMetadata();
      }
      if (metadata.is(UpdateIndexOperationMetadata.class)) {
        return metadata
            .unpack(UpdateIndexOperationMetadata.class)
            .getNearestNeighborSearchOperationMetadata();
      }
    } catch (InvalidProtocolBufferException e) {
      // Details that cannot be read must not hide the failure itself.
    }
    return NearestNeighborSearchOperationMetadata.getDefaultInstance();
  }

  private static String shortened(String record) {
    return record.length() <= MAX_RECORD ? record : record.substring(0, MAX_RECORD) + "…";
  }
}
