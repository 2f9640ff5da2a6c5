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

  /**
   * What is wrong with a record.
   *
   * @param message begins with the place
   */
  record Mistake(RecordIds.Place place, String message) {}

  private final Storage storage;
  private final List<StorageObject> files;
  private final int number;
  private final JsonDatapointReader reader;
  private final RecordRules rules;
  private final RecordIds ids;
  private final List<Mistake> firstErrors = new ArrayList<>();
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
        check(raw.get(), new RecordIds.Place(number, line));
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

  List<Mistake> firstErrors() {
    return firstErrors;
  }

  private void check(String raw, RecordIds.Place place) {
    String record = raw;
    try {
      record = Lines.decode(raw);
      Datapoint datapoint = reader.read(record);
      Optional<Mistake> mistake =
          rules
              .broken(datapoint)
              .map(broken -> mistake(place, "id '%s': %s".formatted(datapoint.id(), broken)))
              .or(() -> ids.add(datapoint.id(), place).map(at -> repeated(datapoint.id(), at)));
      mistake.ifPresentOrElse(this::add, () -> records++);
    } catch (RecordException e) {
      String id = e.id().isEmpty() ? "" : "id '%s': ".formatted(e.id());
      add(mistake(place, "%s: %s%s%s".formatted(e.type(), id, e.getMessage(), excerpt(record))));
    }
  }

  private void add(Mistake mistake) {
    errorCount++;
    if (firstErrors.size() < MAX_ERRORS) {
      firstErrors.add(mistake);
    }
  }

  /** Told of the later place, so that it does not depend on which file is read faster. */
  private Mistake repeated(String id, RecordIds.Repeat repeat) {
    return mistake(
        repeat.again(), "id '%s': the same id is at %s".formatted(id, name(repeat.first())));
  }

  private Mistake mistake(RecordIds.Place place, String message) {
    return new Mistake(place, name(place) + ": " + message);
  }

  private String name(RecordIds.Place place) {
    return "%s:%d".formatted(files.get(place.file()).uri().name(), place.line());
  }

  private static String excerpt(String record) {
    if (record.isBlank()) {
      return "";
    }
    return ": " + (record.length() <= MAX_RECORD ? record : record.substring(0, MAX_RECORD) + "…");
  }
}
