package dev.visualsimilarity.datapoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a file of index data record by record. Memory does not grow with the file, nor with sizes
 * that a broken file claims to have. Not thread-safe.
 */
public interface DatapointReader extends Closeable {

  /** How many bytes a line, or a block of records, has at most. */
  int MAX_RECORD_BYTES = 1 << 24;

  /** How many characters {@link #excerpt()} has at most. */
  int MAX_EXCERPT = 200;

  /**
   * The next record; nothing at the end of the file.
   *
   * @throws RecordException saying what is wrong with the record; the next call reads on behind it
   * @throws IOException if the file cannot be read
   */
  Optional<Datapoint> next() throws IOException, RecordException;

  /** The number of the record that was given or refused last, from 1; of a text, its line. */
  long number();

  /**
   * The beginning of the record that was given or refused last, as text; empty where none of it
   * could be read.
   */
  String excerpt();

  /** Closes the stream. */
  @Override
  void close() throws IOException;
}
