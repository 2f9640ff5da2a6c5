package dev.visualsimilarity.datapoint;

/** Reads records of which each is a line. */
@FunctionalInterface
interface LineParser {

  /**
   * Reads one record.
   *
   * @param line the current one
   * @throws RecordException saying what is wrong with the record
   */
  Datapoint parse(Utf8Lines line) throws RecordException;
}
