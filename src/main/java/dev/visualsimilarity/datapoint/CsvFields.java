package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import com.fasterxml.jackson.core.io.NumberInput;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;

/** Takes the fields of one line: an id, numbers, and pairs. */
final class CsvFields extends CsvCallbackHandler<CsvFields> {

  private final FloatList vector;
  private final CsvAttributes attributes = new CsvAttributes();
  private String id = "";
  private int fields;
  private boolean quoted;
  private boolean vectorEnded;
  private RecordException mistake;

  /**
   * @param capacity how many numbers are expected
   */
  CsvFields(int capacity) {
    this.vector = new FloatList(capacity);
  }

  /** The first field; empty before it was read. */
  String id() {
    return id;
  }

  /** Whether the last field began with a quote: no other can lack the one that closes it. */
  boolean endsQuoted() {
    return quoted;
  }

  /**
   * What was read.
   *
   * @param dimensions what the embedding must have; 0: any number of components but none
   */
  Datapoint datapoint(int dimensions) throws RecordException {
    if (id.isEmpty()) {
      throw refused(RecordErrorType.INVALID_EMBEDDING_ID, "the record has no id");
    }
    if (mistake != null) {
      throw mistake.withId(id);
    }
    return new Datapoint(id, vector.embedding(id, dimensions), attributes.attributes());
  }

  @Override
  protected RecordType getRecordType() {
    return RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return fields;
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    // One line, one record, one of these.
  }

  @Override
  protected void addField(char[] buffer, int offset, int length, boolean quoted) {
    this.quoted = quoted;
    fields++;
    if (fields == 1) {
      id = new String(buffer, offset, length);
    } else if (mistake == null) {
      try {
        add(buffer, offset, length);
      } catch (RecordException e) {
        mistake = e;
      }
    }
  }

  @Override
  protected void setComment(char[] buffer, int offset, int length) {
    throw new IllegalStateException("comments are not enabled");
  }

  @Override
  protected void setEmpty() {
    // Without an id: refused when the record is made.
  }

  @Override
  protected CsvFields buildRecord() {
    return this;
  }

  private void add(char[] buffer, int offset, int length) throws RecordException {
    if (!vectorEnded) {
      try {
        component(NumberInput.parseFloat(buffer, offset, length, true), buffer, offset, length);
        return;
      } catch (NumberFormatException e) {
        // What is no number ends the embedding, if it is a pair.
      }
    }
    String field = new String(buffer, offset, length);
    int equals = field.indexOf('=');
    if (equals >= 0) {
      vectorEnded = true;
      attributes.add(field.substring(0, equals), field.substring(equals + 1));
    } else if (field.indexOf(':') >= 0) {
      throw refused(
          RecordErrorType.INVALID_SPARSE_EMBEDDING,
          "sparse embeddings are not supported; leave DIMENSION:VALUE out");
    } else if (vectorEnded) {
      throw refused(
          RecordErrorType.INVALID_CSV_SYNTAX,
          "field '%s' behind the embedding is no NAME=VALUE".formatted(shortened(field)));
    } else {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] must be a number, it is '%s'".formatted(vector.size(), shortened(field)));
    }
  }

  private void component(float value, char[] buffer, int offset, int length)
      throws RecordException {
    if (!Float.isFinite(value)) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] cannot be %s: it is no finite 32-bit float"
              .formatted(vector.size(), shortened(new String(buffer, offset, length))));
    }
    vector.add(value);
  }

  private static String shortened(String field) {
    return field.length() <= DatapointReader.MAX_EXCERPT
        ? field
        : field.substring(0, DatapointReader.MAX_EXCERPT) + "…";
  }
}
