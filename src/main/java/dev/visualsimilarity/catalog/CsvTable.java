package dev.visualsimilarity.catalog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The records of a CSV file (RFC 4180, UTF-8 with or without a byte order mark, gzip recognised by
 * its content), read one by one. The first record names the columns. Empty lines are skipped.
 */
final class CsvTable implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final StorageUri uri;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private long line;

  private CsvTable(StorageUri uri, CloseableIterator<CsvRecord> records) {
    this.uri = uri;
    this.records = records;
    this.header = hasNext() ? next().getFields().stream().map(String::strip).toList() : List.of();
  }

  /** Begins to read {@code stream}, and closes it in the end. */
  static CsvTable open(StorageUri uri, InputStream stream) throws IOException {
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .detectBomHeader(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .allowExtraCharsAfterClosingQuote(true)
              .ofCsvRecord(decompressed(stream));
      return new CsvTable(uri, reader.iterator());
    } catch (ZipException | EOFException e) {
      stream.close();
      throw UserException.failed(
          "catalog %s is not a whole gzip file: %s".formatted(uri, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** The names of the columns; empty if the file is. */
  List<String> header() {
    return header;
  }

  boolean hasNext() {
    try {
      return records.hasNext();
    } catch (UncheckedIOException | CsvParseException e) {
      throw broken(e);
    }
  }

  CsvRecord next() {
    try {
      CsvRecord row = records.next();
      line = row.getStartingLineNumber();
      return row;
    } catch (UncheckedIOException | CsvParseException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private UserException broken(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return UserException.failed(
        "catalog %s cannot be read after line %d: %s; check that every quote is closed and that the file is whole"
            .formatted(uri, line, cause.getMessage()),
        e);
  }

  private static InputStream decompressed(InputStream stream) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
    buffered.mark(2);
    boolean gzip = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
  }
}
