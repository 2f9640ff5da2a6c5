package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.input.BatchDirectory;
import dev.visualsimilarity.emulator.input.BatchException;
import dev.visualsimilarity.emulator.input.BatchReader;
import dev.visualsimilarity.emulator.input.BatchReport;
import dev.visualsimilarity.emulator.live.Part;
import dev.visualsimilarity.emulator.state.StateStore;
import dev.visualsimilarity.storage.IoMessages;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads batches of index data, and has datapoints kept. */
final class IndexContents {

  /**
   * A batch as it was read.
   *
   * @param datapoints what it adds
   * @param deleted the ids that it deletes
   */
  record Batch(IndexSnapshot datapoints, Set<String> deleted) {}

  private final Storage storage;
  private final StateStore store;

  IndexContents(Storage storage, StateStore store) {
    this.storage = storage;
    this.store = store;
  }

  /**
   * Reads a batch.
   *
   * @param settings what its datapoints are built with
   * @param numericTypes the type of each numeric namespace that the index has already
   * @param directory the batch
   * @param stats receives what was read, also where the batch is refused
   * @param operation the operation's name, for the message that refers to its metadata
   */
  Batch read(
      IndexSettings settings,
      Map<String, Class<? extends Number>> numericTypes,
      StorageUri directory,
      Consumer<NearestNeighborSearchOperationMetadata> stats,
      String operation) {
    try {
      BatchDirectory batch = BatchDirectory.list(storage, directory);
      BatchReader reader = new BatchReader(storage, settings.dimensions(), numericTypes);
      Set<String> deleted = reader.deletedIds(batch);
      IndexSnapshot.Builder datapoints = new IndexSnapshot.Builder(settings);
      Set<String> contradicted = new HashSet<>();
      BatchReport report =
          reader.read(
              batch,
              datapoint -> {
                if (deleted.contains(datapoint.id())) {
                  contradicted.add(datapoint.id());
                }
                datapoints.put(datapoint);
              });
      stats.accept(BatchStats.of(report));
      requireValid(report, contradicted, operation);
      return new Batch(datapoints.build(), deleted);
    } catch (NoSuchFileException e) {
      throw ApiErrors.notFound(
          "contentsDeltaUri %s: there are no files; give the directory that holds the data files",
          directory);
    } catch (BatchException e) {
      throw ApiErrors.failedPrecondition("%s", e.getMessage());
    } catch (IOException e) {
      throw ApiErrors.failedPrecondition(
          "contentsDeltaUri %s cannot be read: %s", directory, IoMessages.of(e));
    }
  }

  /** Has datapoints kept where the emulator keeps its state. */
  Part keep(IndexSnapshot snapshot) {
    try {
      return store.keep(snapshot);
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot write its state: %s", IoMessages.of(e));
    }
  }

  /** Deletes datapoints that were kept for nothing. */
  void discard(Part part) {
    store.release(part.directory().stream().collect(Collectors.toSet()));
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
}
