package dev.visualsimilarity.catalog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The records of a CSV file (RFC 4180, UTF-8 with or without a byte order mark), read one by one.
 * The first record names the columns. Empty lines are skipped, and so are records of empty values
 * only, such as spreadsheets leave at the end.
 */
final class CsvTable implements Table {

  private final StorageUri uri;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private CsvRecord ahead;
  private long line;

  private CsvTable(StorageUri uri, CloseableIterator<CsvRecord> records) {
    this.uri = uri;
    this.records = records;
    this.header = hasNext() ? take().getFields().stream().map(String::strip).toList() : List.of();
  }

  /** Begins to read a table, and closes it in the end. */
  static CsvTable open(TableStream table) throws IOException {
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .detectBomHeader(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .allowExtraCharsAfterClosingQuote(true)
              .ofCsvRecord(new QuoteCheck(table.bytes()));
      return new CsvTable(table.uri(), reader.iterator());
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  @Override
  public String format() {
    return "CSV file";
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ahead == null && records.hasNext()) {
        CsvRecord record = records.next();
        line = record.getStartingLineNumber();
        if (!record.getFields().stream().allMatch(String::isBlank)) {
          ahead = record;
        }
      }
      return ahead != null;
    } catch (UncheckedIOException | CsvParseException e) {
      throw broken(e);
    }
  }

  @Override
  public TableRow next() {
    CsvRecord record = take();
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
      cells.put(header.get(i), Cell.of(record.getField(i)));
    }
    return record.getFieldCount() == header.size()
        ? TableRow.of(line, cells)
        : TableRow.broken(
            line,
            cells,
            "%d values, but the header has %d columns"
                .formatted(record.getFieldCount(), header.size()));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private CsvRecord take() {
    if (!hasNext()) {
      throw new NoSuchElementException("the table has no more rows");
    }
    CsvRecord record = ahead;
    ahead = null;
    return record;
  }

  private UserException broken(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof QuoteCheck.OpenQuoteException) {
      return UserException.badParameter("catalog %s: %s".formatted(uri, cause.getMessage()), e);
    }
    String message =
        "catalog %s cannot be read after line %d: %s; check that every quote is closed and that the file is whole"
            .formatted(uri, line, cause.getMessage());
    return TableStream.isDamage(cause)
        ? UserException.badParameter(message, e)
        : UserException.failed(message, e);
  }
}
