package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.datapoint.Utf8Lines;
import dev.visualsimilarity.indexdata.FileCheck.BatchCheck;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Checks the files of ids to delete, after the records have been read. */
final class DeletionCheck {

  private final Storage storage;
  private final IndexDataFiles files;
  private final BatchCheck batch;

  DeletionCheck(Storage storage, IndexDataFiles files, BatchCheck batch) {
    this.storage = storage;
    this.files = files;
    this.batch = batch;
  }

  /** Checks all of them; returns how many ids there are. */
  long run() throws IOException {
    long ids = 0;
    for (int i = 0; i < files.deletions().size(); i++) {
      int number = files.data().size() + i;
      Optional<InputStream> in = PlainFile.open(storage, files, number, batch.findings());
      if (in.isPresent()) {
        try (Utf8Lines lines = new Utf8Lines(in.get())) {
          ids += check(lines, number);
        }
      }
      batch.progress().accept(files.file(number).size());
    }
    return ids;
  }

  private long check(Utf8Lines lines, int file) throws IOException {
    long ids = 0;
    for (long line = 1; lines.next(); line++) {
      try {
        String id = lines.text().strip();
        if (!id.isEmpty()) {
          ids++;
          check(id, new Place(file, line));
        }
      } catch (RecordException e) {
        tell(new Place(file, line), "", e.type().name(), e.getMessage());
      }
    }
    return ids;
  }

  private void check(String id, Place place) throws IOException {
    Optional<Place> given = batch.ids().find(id);
    if (given.isPresent()) {
      String at = files.name(given.get().file()) + ":" + given.get().line();
      tell(
          place,
          id,
          BatchErrorType.DELETED_ID.name(),
          "the id is to be deleted and is also at " + at);
    }
  }

  private void tell(Place place, String id, String type, String message) throws IOException {
    batch
        .findings()
        .add(place, new Finding(files.name(place.file()), place.line(), id, type, message, ""));
  }
}
