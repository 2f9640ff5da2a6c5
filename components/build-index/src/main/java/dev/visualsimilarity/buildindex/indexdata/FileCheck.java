package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointReader;
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

  /**
   * What is wrong with a record.
   *
   * @param message begins with the place
   */
  record Mistake(RecordIds.Place place, String message) {}

  private final Storage storage;
  private final List<StorageObject> files;
  private final int number;
  private final int dimensions;
  private final RecordRules rules;
  private final RecordIds ids;
  private final List<Mistake> firstErrors = new ArrayList<>();
  private long records;
  private long errorCount;

  /**
   * @param number which of the files to check
   * @param dimensions what every vector must have
   * @param ids of all files
   */
  FileCheck(
      Storage storage,
      List<StorageObject> files,
      int number,
      int dimensions,
      RecordRules rules,
      RecordIds ids) {
    this.storage = storage;
    this.files = files;
    this.number = number;
    this.dimensions = dimensions;
    this.rules = rules;
    this.ids = ids;
  }

  @Override
  public FileCheck call() throws IOException {
    try (DatapointReader reader = IndexDataFiles.open(storage, files.get(number), dimensions)) {
      for (boolean more = true; more; ) {
        more = check(reader);
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

  /** Checks the next record; false at the end of the file. */
  private boolean check(DatapointReader reader) throws IOException {
    try {
      Optional<Datapoint> datapoint = reader.next();
      if (datapoint.isEmpty()) {
        return false;
      }
      check(datapoint.get(), new RecordIds.Place(number, reader.number()));
    } catch (RecordException e) {
      String id = e.id().isEmpty() ? "" : "id '%s': ".formatted(e.id());
      add(
          mistake(
              new RecordIds.Place(number, reader.number()),
              "%s: %s%s%s".formatted(e.type(), id, e.getMessage(), excerpt(reader))));
    }
    return true;
  }

  private void check(Datapoint datapoint, RecordIds.Place place) throws RecordException {
    rules
        .broken(datapoint)
        .map(broken -> mistake(place, "id '%s': %s".formatted(datapoint.id(), broken)))
        .or(() -> ids.add(datapoint.id(), place).map(at -> repeated(datapoint.id(), at)))
        .ifPresentOrElse(this::add, () -> records++);
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

  private static String excerpt(DatapointReader reader) {
    String excerpt = reader.excerpt();
    if (excerpt.isBlank()) {
      return "";
    }
    return ": " + excerpt + (excerpt.length() < DatapointReader.MAX_EXCERPT ? "" : "…");
  }
}
