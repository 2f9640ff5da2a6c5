package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError.RecordErrorType;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.input.BatchDirectory;
import dev.visualsimilarity.emulator.input.BatchException;
import dev.visualsimilarity.emulator.input.BatchReader;
import dev.visualsimilarity.emulator.input.BatchReport;
import dev.visualsimilarity.emulator.input.FileReport;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Builds the contents of indexes from batches. */
final class IndexContents {
  private final Storage storage;

  IndexContents(Storage storage) {
    this.storage = storage;
  }

  /**
   * Applies a batch to the contents of an index.
   *
   * @param base what the index holds
   * @param directory the batch
   * @param overwrite whether the batch replaces everything instead of being added
   * @param stats receives what was read, also where the batch is refused
   * @param operation the operation's name, for the message that refers to its metadata
   */
  IndexSnapshot apply(
      IndexSnapshot base,
      StorageUri directory,
      boolean overwrite,
      Consumer<NearestNeighborSearchOperationMetadata> stats,
      String operation) {
    try {
      BatchDirectory batch = BatchDirectory.list(storage, directory);
      BatchReader reader =
          new BatchReader(
              storage, base.settings().dimensions(), overwrite ? Map.of() : base.numericTypes());
      Set<String> deleted = reader.deletedIds(batch);
      IndexSnapshot.Builder contents = new IndexSnapshot.Builder(base.settings());
      if (!overwrite) {
        contents.putAllBut(deleted, base);
      }
      Set<String> contradicted = new HashSet<>();
      BatchReport report =
          reader.read(
              batch,
              datapoint -> {
                if (deleted.contains(datapoint.id())) {
                  contradicted.add(datapoint.id());
                }
                contents.put(datapoint);
              });
      stats.accept(toProto(report));
      requireValid(report, contradicted, operation);
      return contents.build();
    } catch (NoSuchFileException e) {
      throw ApiErrors.notFound(
          "contentsDeltaUri %s: there are no files; give the directory that holds the data files",
          directory);
    } catch (BatchException e) {
      throw ApiErrors.failedPrecondition("%s", e.getMessage());
    } catch (IOException e) {
      throw ApiErrors.failedPrecondition(
          "contentsDeltaUri %s cannot be read: %s", directory, e.getMessage());
    }
  }

  private static void requireValid(BatchReport report, Set<String> contradicted, String operation) {
    if (!report.invalidFiles().isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "There are invalid records under files %s. Please check the details in the metadata of operation: %s",
          report.invalidFiles(), operation);
    }
    if (!contradicted.isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "ids are both in data files and in delete files: %s",
          contradicted.stream().sorted().limit(10).toList());
    }
  }

  private static NearestNeighborSearchOperationMetadata toProto(BatchReport report) {
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
