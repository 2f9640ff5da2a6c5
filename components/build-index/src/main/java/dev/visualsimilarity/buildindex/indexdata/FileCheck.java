package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.JsonDatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Checks every record of one data file, or every id of one file of deletions. */
final class FileCheck implements Callable<FileCheck> {

  /** How many errors of one file are told. */
  static final int MAX_ERRORS = 50;

  private static final int MAX_RECORD = 200;

  private final Storage storage;
  private final List<StorageObject> files;
  private final int number;
  private final JsonDatapointReader reader;
  private final RecordRules rules;
  private final RecordIds ids;
  private final List<String> firstErrors = new ArrayList<>();
  private long records;
  private long errorCount;

  /**
   * @param number which of the files to check
   * @param reader this file's own
   * @param ids of all files
   */
  FileCheck(
      Storage storage,
      List<StorageObject> files,
      int number,
      JsonDatapointReader reader,
      RecordRules rules,
      RecordIds ids) {
    this.storage = storage;
    this.files = files;
    this.number = number;
    this.reader = reader;
    this.rules = rules;
    this.ids = ids;
  }

  @Override
  public FileCheck call() throws IOException {
    try (Lines lines = new Lines(storage.read(files.get(number).uri()))) {
      long line = 0;
      for (Optional<String> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
        line++;
        check(raw.get(), line);
      }
    }
    return this;
  }

  long records() {
    return records;
  }

  long errorCount() {
    return errorCount;
  }

  List<String> firstErrors() {
    return firstErrors;
  }

  private void check(String raw, long line) {
    String record = raw;
    try {
      record = Lines.decode(raw);
      Datapoint datapoint = reader.read(record);
      Optional<String> broken = rules.broken(datapoint).or(() -> duplicate(datapoint.id(), line));
      if (broken.isPresent()) {
        error(line, "id '%s': %s".formatted(datapoint.id(), broken.get()));
      } else {
        records++;
      }
    } catch (RecordException e) {
      String id = e.id().isEmpty() ? "" : "id '%s': ".formatted(e.id());
      error(line, "%s: %s%s%s".formatted(e.type(), id, e.getMessage(), excerpt(record)));
    }
  }

  private Optional<String> duplicate(String id, long line) {
    return ids.add(id, number, line)
        .map(
            place ->
                "the same id is at %s:%d"
                    .formatted(files.get(place.file()).uri().name(), place.line()));
  }

  private void error(long line, String message) {
    errorCount++;
    if (firstErrors.size() < MAX_ERRORS) {
      firstErrors.add("%s:%d: %s".formatted(files.get(number).uri().name(), line, message));
    }
  }

  private static String excerpt(String record) {
    if (record.isBlank()) {
      return "";
    }
    return ": " + (record.length() <= MAX_RECORD ? record : record.substring(0, MAX_RECORD) + "…");
  }
}
