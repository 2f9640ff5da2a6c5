package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.RecordErrorType;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.datapoint.Utf8Lines;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the files of a batch, record by record; refused ones are reported, the others used. */
public final class BatchReader {
  /** As many as the service reports of one file. */
  static final int MAX_ERRORS_PER_FILE = 50;

  /** Bounds the report of a batch of many bad files. */
  static final int MAX_ERRORS = 1000;

  private final Storage storage;
  private final int dimensions;
  private final Map<String, Class<? extends Number>> numericTypes;
  private int errorCount;

  /**
   * Reads for one index.
   *
   * @param storage where the files are
   * @param dimensions of the index
   * @param numericTypes the type of each numeric namespace that the index has already
   */
  public BatchReader(
      Storage storage, int dimensions, Map<String, Class<? extends Number>> numericTypes) {
    this.storage = storage;
    this.dimensions = dimensions;
    this.numericTypes = new HashMap<>(numericTypes);
  }

  /**
   * Reads all data files, parsed by as many threads as there are processors. The sink gets the
   * datapoints in the calling thread and in the order of the files, so that later records of an id
   * replace earlier ones.
   */
  public BatchReport read(BatchDirectory batch, Consumer<Datapoint> sink) throws IOException {
    List<FileReport> files = new ArrayList<>();
    long bytes = 0;
    try (FilesAhead ahead = new FilesAhead(storage, dimensions, batch.dataFiles())) {
      for (StorageObject file : batch.dataFiles()) {
        files.add(read(ahead.next(), sink));
        bytes += file.size();
      }
    }
    return new BatchReport(files, bytes);
  }

  /** The ids listed by the files to delete; blank lines do not count. */
  public Set<String> deletedIds(BatchDirectory batch) throws IOException {
    Set<String> ids = new HashSet<>();
    for (StorageObject file : batch.deleteFiles()) {
      try (Utf8Lines lines = new Utf8Lines(storage.read(file.uri()))) {
        while (lines.next()) {
          String id = lines.text().strip();
          if (!id.isEmpty()) {
            ids.add(id);
          }
        }
      } catch (RecordException e) {
        throw new IOException("%s: %s".formatted(file.uri(), e.getMessage()), e);
      }
    }
    return ids;
  }

  private FileReport read(FileRecords records, Consumer<Datapoint> sink) throws IOException {
    String uri = records.file().uri().toString();
    List<RecordError> errors = new ArrayList<>();
    long valid = 0;
    long invalid = 0;
    for (Optional<ReadRecord> next = records.next(); next.isPresent(); next = records.next()) {
      ReadRecord read = next.get();
      try {
        if (read.refusal().isPresent()) {
          throw read.refusal().get();
        }
        Datapoint datapoint = read.datapoint().orElseThrow();
        requireOneType(datapoint);
        sink.accept(datapoint);
        valid++;
      } catch (RecordException e) {
        invalid++;
        if (errors.size() < MAX_ERRORS_PER_FILE && errorCount < MAX_ERRORS) {
          errorCount++;
          errors.add(error(e, uri, read));
        }
      }
    }
    return new FileReport(uri, valid, invalid, errors);
  }

  private void requireOneType(Datapoint datapoint) throws RecordException {
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      Class<? extends Number> type = restrict.value().getClass();
      Class<? extends Number> known = numericTypes.putIfAbsent(restrict.namespace(), type);
      if (known != null && known != type) {
        throw new RecordException(
            RecordErrorType.INVALID_NUMERIC_VALUE,
            datapoint.id(),
            "numeric restrict %s has type %s here and %s elsewhere; a namespace has one type"
                .formatted(restrict.namespace(), type.getSimpleName(), known.getSimpleName()));
      }
    }
  }

  private static RecordError error(RecordException e, String uri, ReadRecord read) {
    String id = e.id().isEmpty() ? "" : " (" + e.id() + ")";
    String message = "%s:%d%s: %s".formatted(uri, read.number(), id, e.getMessage());
    return new RecordError(e.type(), message, e.id(), read.excerpt());
  }
}
