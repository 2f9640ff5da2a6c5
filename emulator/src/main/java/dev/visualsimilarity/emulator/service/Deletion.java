package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import java.util.function.Consumer;

/** Starts operations that delete a resource. */
final class Deletion {
  private final Operations operations;

  Deletion(Operations operations) {
    this.operations = operations;
  }

  /** Starts one; {@code removal} checks again whether the resource may go. */
  Operation start(ResourceName name, Consumer<Transaction> removal) {
    return operations.start(
        name,
        generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation ->
            transaction -> {
              removal.accept(transaction);
              return Empty.getDefaultInstance();
            });
  }
}
