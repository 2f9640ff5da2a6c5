package dev.visualsimilarity.buildindex.indexdata;

import java.util.List;

/**
 * What a check of index data found.
 *
 * @param files data files
 * @param records good records, each with an id of its own
 * @param dimensions of the vectors; 0 if no record could be read
 * @param errorCount bad records
 * @param firstErrors the first of them, as {@code FILE:LINE: id 'ID': REASON}, in the order of the
 *     files
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
