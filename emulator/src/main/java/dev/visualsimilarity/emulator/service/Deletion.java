package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;

/** Starts operations that delete a resource. */
final class Deletion {
  private final Operations operations;

  Deletion(Operations operations) {
    this.operations = operations;
  }

  /** Starts one; {@code removal} checks again whether the resource may go. */
  Operation start(ResourceName name, Runnable removal) {
    return operations.start(
        name,
        generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation ->
            () -> {
              removal.run();
              return Empty.getDefaultInstance();
            });
  }
}
