package dev.visualsimilarity.datapoint;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes a file of index data. The same datapoints give the same bytes on every run and every Java.
 * Not thread-safe.
 */
public interface DatapointWriter extends Closeable {

  /**
   * Writes one record.
   *
   * @throws RecordException if the format has no way to say it, or no reader would take it; nothing
   *     of it is written then, and the next record can be
   */
  void write(Datapoint datapoint) throws IOException, RecordException;

  /** Writes what is left and flushes; the stream stays open. */
  @Override
  void close() throws IOException;
}
