package dev.visualsimilarity.vertexai.operation;

import com.google.longrunning.Operation;
import com.google.rpc.Code;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.OneLine;
import java.util.Set;

/** Says why an operation failed, what to do, and what the service found in the index data. */
public final class OperationFailures {

  private static final Set<Integer> MISTAKES =
      Set.of(Code.INVALID_ARGUMENT_VALUE, Code.FAILED_PRECONDITION_VALUE, Code.OUT_OF_RANGE_VALUE);

  private OperationFailures() {}

  /**
   * Does nothing if the operation succeeded.
   *
   * @param what the operation in words, such as {@code creating index shoes}
   * @throws UserException if it failed
   */
  public static void check(String what, Operation operation) {
    if (!operation.hasError()) {
      return;
    }
    Code code = Code.forNumber(operation.getError().getCode());
    ValidationStats stats = ValidationStats.of(operation);
    throw UserException.failed(
        "%s failed: %s (%s, operation %s)%s%s"
            .formatted(
                what,
                OneLine.of(operation.getError().getMessage()),
                OperationState.of(operation),
                operation.getName(),
                remedy(code, stats),
                stats.table()));
  }

  /** Whether an operation failed by what was asked for or by the data: again, it fails again. */
  public static boolean isMistake(Operation operation) {
    return operation.hasError() && MISTAKES.contains(operation.getError().getCode());
  }

  private static String remedy(Code code, ValidationStats stats) {
    if (code == null) {
      return "";
    }
    return switch (code) {
      case FAILED_PRECONDITION, INVALID_ARGUMENT ->
          stats.files().isEmpty() ? "" : "; mend the records below and run the step again";
      case PERMISSION_DENIED ->
          "; Vertex AI does this as service-PROJECT_NUMBER@gcp-sa-aiplatform.iam.gserviceaccount.com: give that account the permission that is named, such as roles/storage.objectViewer on the bucket of the data, or roles/cloudkms.cryptoKeyEncrypterDecrypter on the key";
      case NOT_FOUND -> "; check that what is named exists, and run the step again";
      case RESOURCE_EXHAUSTED ->
          "; ask for more quota at https://console.cloud.google.com/iam-admin/quotas, or run the step again later";
      case CANCELLED -> "; run the step again to begin anew";
      case INTERNAL, UNAVAILABLE, UNKNOWN, ABORTED, DEADLINE_EXCEEDED ->
          "; this is the service's own failure: run the step again, and give its support the operation's name if it stays";
      default -> "";
    };
  }
}
