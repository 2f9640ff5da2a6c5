package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.DatapointReader;

/**
 * A mistake in index data.
 *
 * @param file the name below the directory; empty if it is the directory's own
 * @param line of a text, or number of an Avro record, from 1; 0 if it is the whole file's
 * @param id of the record; empty where it was not read
 * @param errorType a name of {@link dev.visualsimilarity.datapoint.RecordErrorType}, which is the
 *     service's, or of {@link BatchErrorType}
 * @param message what is wrong
 * @param record its first 200 characters; empty where they are not at hand, as of an Avro record
 *     that cannot be decoded
 */
public record Finding(
    String file, long line, String id, String errorType, String message, String record) {

  /** The same with the beginning of its record. */
  Finding of(String beginning) {
    return new Finding(file, line, id, errorType, message, beginning);
  }

  /** {@code FILE:LINE: TYPE: id 'ID': MESSAGE: RECORD}, without the parts that are not known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(file.isEmpty() ? "" : ": ").append(errorType).append(": ");
    if (!id.isEmpty()) {
      text.append("id '").append(id).append("': ");
    }
    text.append(message);
    if (!record.isBlank()) {
      text.append(": ").append(record);
      text.append(record.length() < DatapointReader.MAX_EXCERPT ? "" : "…");
    }
    return text.toString();
  }
}
