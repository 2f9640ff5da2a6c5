package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Checks the records of one data file. Several threads may take part where {@link #isShared()},
 * each with blocks of lines of its own.
 */
final class FileCheck implements Closeable {

  private final IndexDataFiles files;
  private final int number;
  private final String name;
  private final long size;
  private final DatapointFormat format;
  private final InputStream in;
  private final LineBlocks lines;
  private final BatchCheck batch;

  /** What the checks of all files of a batch share. */
  record BatchCheck(
      RecordRules rules,
      RecordIds ids,
      Findings findings,
      LateRepeats late,
      LongConsumer progress) {}

  /**
   * Begins.
   *
   * @param number of the file among those of its batch
   * @param in its bytes, which {@link #close()} closes
   */
  FileCheck(IndexDataFiles files, int number, InputStream in, BatchCheck batch) {
    this.files = files;
    this.number = number;
    this.name = files.name(number);
    this.size = files.file(number).size();
    this.format = DatapointFormat.ofFileName(name).orElseThrow();
    this.in = in;
    this.lines = new LineBlocks(in);
    this.batch = batch;
  }

  /** Whether several threads may {@link #work}: on a text, not on Avro. */
  boolean isShared() {
    return format != DatapointFormat.AVRO;
  }

  /** Checks records until none are left for this thread. */
  void work(Tally tally) throws IOException {
    if (!isShared()) {
      check(in, 1, tally);
      batch.progress.accept(size);
      return;
    }
    Optional<LineBlocks.Block> block = lines.next();
    while (block.isPresent()) {
      int length = block.get().length();
      check(
          new ByteArrayInputStream(block.get().bytes(), 0, length), block.get().firstLine(), tally);
      batch.progress.accept(length);
      block = lines.next();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void check(InputStream records, long first, Tally tally) throws IOException {
    try (DatapointReader reader = format.reader(records, batch.rules.dimensions())) {
      for (boolean more = true; more; ) {
        more = checkNext(reader, first - 1, tally);
      }
    }
  }

  /** Checks the next record; false at the end. */
  private boolean checkNext(DatapointReader reader, long before, Tally tally) throws IOException {
    try {
      Optional<Datapoint> datapoint = reader.next();
      if (datapoint.isPresent()) {
        check(datapoint.get(), new Place(number, before + reader.number()), reader, tally);
      }
      return datapoint.isPresent();
    } catch (RecordException e) {
      Place place = new Place(number, before + reader.number());
      batch.findings.add(
          place,
          new Finding(
              name, place.line(), e.id(), e.type().name(), e.getMessage(), reader.excerpt()));
      return true;
    }
  }

  private void check(Datapoint datapoint, Place place, DatapointReader reader, Tally tally)
      throws IOException {
    String id = datapoint.id();
    if (!batch.rules.allows(datapoint.vector())) {
      batch.findings.add(
          place,
          finding(
                  place,
                  id,
                  BatchErrorType.ZERO_EMBEDDING,
                  "the embedding is zero, which has no direction to compare")
              .of(reader.excerpt()));
      return;
    }
    Optional<RecordIds.Repeat> repeat = batch.ids.add(id, place);
    if (repeat.isPresent()) {
      // Of the later place, so that it does not depend on which thread is faster.
      Place again = repeat.get().again();
      Place first = repeat.get().first();
      Finding finding =
          finding(
              again,
              id,
              BatchErrorType.DUPLICATE_ID,
              "the same id is at %s:%d".formatted(files.name(first.file()), first.line()));
      if (again.equals(place)) {
        batch.findings.add(place, finding.of(reader.excerpt()));
      } else {
        batch.late.add(again, finding);
      }
      return;
    }
    tally.add(
        datapoint.attributes(),
        place,
        () -> new Finding(name, place.line(), id, "", "", reader.excerpt()));
  }

  private Finding finding(Place place, String id, BatchErrorType type, String message) {
    return new Finding(files.name(place.file()), place.line(), id, type.name(), message, "");
  }
}
