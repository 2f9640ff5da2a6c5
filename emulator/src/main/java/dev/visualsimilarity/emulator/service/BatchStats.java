package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError.RecordErrorType;
import dev.visualsimilarity.emulator.input.BatchReport;
import dev.visualsimilarity.emulator.input.FileReport;

/** What became of a batch, as a message. */
final class BatchStats {

  private BatchStats() {}

  static NearestNeighborSearchOperationMetadata of(BatchReport report) {
    NearestNeighborSearchOperationMetadata.Builder metadata =
        NearestNeighborSearchOperationMetadata.newBuilder().setDataBytesCount(report.dataBytes());
    for (FileReport file : report.files()) {
      ContentValidationStats.Builder stats =
          metadata
              .addContentValidationStatsBuilder()
              .setSourceGcsUri(file.uri())
              .setValidRecordCount(file.validCount())
              .setInvalidRecordCount(file.invalidCount());
      file.errors()
          .forEach(
              error ->
                  stats.addPartialErrors(
                      RecordError.newBuilder()
                          .setErrorType(RecordErrorType.valueOf(error.type().name()))
                          .setErrorMessage(error.message())
                          .setSourceGcsUri(file.uri())
                          .setEmbeddingId(error.id())
                          .setRawRecord(error.rawRecord())));
    }
    return metadata.build();
  }
}
