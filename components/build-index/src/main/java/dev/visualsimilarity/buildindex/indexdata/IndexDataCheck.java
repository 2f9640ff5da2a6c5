package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.datapoint.Utf8Lines;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads every record of every file of index data, as many files at a time as there are cores. */
public final class IndexDataCheck {

  private final Storage storage;
  private final int threads;

  public IndexDataCheck(Storage storage, int threads) {
    this.storage = storage;
    this.threads = threads;
  }

  /**
   * Checks index data.
   *
   * @param dimensions what every vector must have; 0: what the first one has
   * @param zeroVectorsAllowed false where the index divides vectors by their length
   */
  public IndexDataReport run(IndexDataFiles files, int dimensions, boolean zeroVectorsAllowed)
      throws IOException {
    int expected = dimensions > 0 ? dimensions : firstDimensions(files.data());
    RecordRules rules = new RecordRules(zeroVectorsAllowed);
    RecordIds ids = new RecordIds();
    List<FileCheck> checks = new ArrayList<>();
    for (int i = 0; i < files.data().size(); i++) {
      checks.add(new FileCheck(storage, files.data(), i, expected, rules, ids));
    }
    runAll(checks);

    List<String> errors = new ArrayList<>();
    checks.stream()
        .flatMap(check -> check.firstErrors().stream())
        .sorted(Comparator.comparing(FileCheck.Mistake::place))
        .forEach(mistake -> errors.add(mistake.message()));
    long errorCount = checks.stream().mapToLong(FileCheck::errorCount).sum();
    List<String> conflicts = deletedAndGiven(files, ids);
    errors.addAll(conflicts);
    return new IndexDataReport(
        files.data().size(),
        checks.stream().mapToLong(FileCheck::records).sum(),
        expected,
        errorCount + conflicts.size(),
        errors.subList(0, Math.min(errors.size(), FileCheck.MAX_ERRORS)));
  }

  private void runAll(List<FileCheck> checks) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<FileCheck> check : executor.invokeAll(checks)) {
        check.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("the check of index data failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking index data", e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Of the first record that can be read; bad ones are told of later. */
  private int firstDimensions(List<StorageObject> files) throws IOException {
    for (StorageObject file : files) {
      try (DatapointReader reader = IndexDataFiles.open(storage, file, 0)) {
        int dimensions = firstDimensions(reader);
        if (dimensions > 0) {
          return dimensions;
        }
      }
    }
    return 0;
  }

  private static int firstDimensions(DatapointReader reader) throws IOException {
    while (true) {
      try {
        return reader.next().map(Datapoint::vector).map(vector -> vector.length).orElse(0);
      } catch (RecordException e) {
        // Told of when all records are checked.
      }
    }
  }

  private List<String> deletedAndGiven(IndexDataFiles files, RecordIds ids) throws IOException {
    List<String> errors = new ArrayList<>();
    for (StorageObject file : files.deletions()) {
      String name = "delete/" + file.uri().name();
      try (Utf8Lines lines = new Utf8Lines(storage.read(file.uri()))) {
        while (lines.next()) {
          deletion(lines, files.data(), ids).ifPresent(error -> errors.add(name + error));
        }
      }
    }
    return errors;
  }

  /** What is wrong with a line of a file of deletions, if anything is. */
  private static Optional<String> deletion(
      Utf8Lines lines, List<StorageObject> data, RecordIds ids) {
    try {
      String id = lines.text().strip();
      return ids.find(id)
          .map(
              place ->
                  ": id '%s' is to be deleted and is also at %s:%d"
                      .formatted(id, data.get(place.file()).uri().name(), place.line()));
    } catch (RecordException e) {
      return Optional.of(": %s: %s".formatted(e.type(), e.getMessage()));
    }
  }
}
