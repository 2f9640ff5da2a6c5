package dev.visualsimilarity.datapoint;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

/**
 * Reads index data of Vertex AI Vector Search as comma-separated values, as {@link
 * CsvLineFormatter} writes them: RFC 4180, but a line is always a record. Tokens of a namespace may
 * be anywhere among the fields behind the embedding. What the service refuses is refused here,
 * under the service's name.
 *
 * <p>Not thread-safe: a parser remembers its last record's size.
 */
final class CsvLineParser implements LineParser {

  private final CsvReader.CsvReaderBuilder csv =
      CsvReader.builder().maxBufferSize(DatapointReader.MAX_RECORD_BYTES + 1);
  private final int dimensions;
  private int capacity;

  /**
   * Reads records of one index.
   *
   * @param dimensions what every embedding must have; 0: any number of components but none
   */
  CsvLineParser(int dimensions) {
    this.dimensions = dimensions;
    this.capacity = dimensions;
  }

  @Override
  public Datapoint parse(Utf8Lines line) throws RecordException {
    return parse(line.text());
  }

  /** Reads one record. */
  Datapoint parse(String line) throws RecordException {
    if (line.isBlank()) {
      throw RecordJson.refused(RecordErrorType.EMPTY_LINE, "the line is empty");
    }
    CsvFields fields = new CsvFields(capacity);
    try {
      csv.ofSingleCsvRecord(fields, line);
    } catch (CsvParseException | IllegalArgumentException e) {
      throw new RecordException(
          RecordErrorType.INVALID_CSV_SYNTAX,
          fields.id(),
          "not a line of comma-separated values: quotes or line ends are not those of RFC 4180");
    }
    if (fields.endsQuoted()) {
      requireClosed(line, fields);
    }
    Datapoint datapoint = fields.datapoint(dimensions);
    // Records of one index have one size: the next one needs no second copy.
    capacity = datapoint.vector().length;
    return datapoint;
  }

  /** Without the quote that closes it, a field would be all that follows in the line. */
  private static void requireClosed(String line, CsvFields fields) throws RecordException {
    int column = openQuote(line);
    if (column > 0) {
      throw new RecordException(
          RecordErrorType.INVALID_CSV_SYNTAX,
          fields.getFieldCount() == 1 ? "" : fields.id(),
          "the quote that opens at column %d is not closed in its line, and a line is a record; close it, or double it if it is part of the value"
              .formatted(column));
    }
  }

  /** The column, from 1, of a quote that begins a field and is not closed; 0 if there is none. */
  private static int openQuote(String line) {
    int open = 0;
    boolean fieldBegins = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (open == 0) {
        open = fieldBegins && c == '"' ? i + 1 : 0;
      } else if (c == '"' && line.startsWith("\"", i + 1)) {
        // Two stand for one that is part of the value.
        i++;
      } else if (c == '"') {
        open = 0;
      }
      fieldBegins = c == ',';
    }
    return open;
  }
}
