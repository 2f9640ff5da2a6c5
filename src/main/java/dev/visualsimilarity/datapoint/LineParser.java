package dev.visualsimilarity.datapoint;

/** Reads records of which each is a line. */
@FunctionalInterface
interface LineParser {

  /**
   * Reads one record.
   *
   * @param line without its end
   * @throws RecordException saying what is wrong with the record
   */
  Datapoint parse(String line) throws RecordException;
}
