package dev.visualsimilarity.buildindex.indexdata;

import java.util.List;

/**
 * What a check of index data found.
 *
 * @param files data files
 * @param records good records, each with an id of its own
 * @param dimensions of the vectors; 0 if no record could be read
 * @param errorCount bad records
 * @param firstErrors the first of them, in the order of the files: {@code FILE:LINE: TYPE: id 'ID':
 *     REASON: RECORD} with the service's type of error and the beginning of the record, and {@code
 *     FILE:LINE: id 'ID': REASON} for a mistake for which the service has no type
 */
public record IndexDataReport(
    int files, long records, int dimensions, long errorCount, List<String> firstErrors) {

  public IndexDataReport {
    firstErrors = List.copyOf(firstErrors);
  }

  /** What Vector Search calls the size of the data, and bills: four bytes a component. */
  public long vectorBytes() {
    return records * dimensions * Float.BYTES;
  }
}
