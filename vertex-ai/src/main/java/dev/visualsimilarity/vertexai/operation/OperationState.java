package dev.visualsimilarity.vertexai.operation;

import com.google.longrunning.Operation;
import com.google.rpc.Code;

/** Says how far an operation is, for people. */
final class OperationState {

  private OperationState() {}

  /** Such as {@code running, 3 files of index data checked}, {@code done} or {@code CANCELLED}. */
  static String of(Operation operation) {
    if (operation.hasError()) {
      Code code = Code.forNumber(operation.getError().getCode());
      return code == null ? "code " + operation.getError().getCode() : code.toString();
    }
    if (operation.getDone()) {
      return "done";
    }
    int files = ValidationStats.of(operation).files().size();
    return files == 0 ? "running" : "running, %d files of index data checked".formatted(files);
  }
}
