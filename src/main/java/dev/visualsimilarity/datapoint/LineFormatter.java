package dev.visualsimilarity.datapoint;

import java.io.IOException;

/** Writes records of which each is a line. */
@FunctionalInterface
interface LineFormatter {

  /**
   * Writes one record, with the end of its line.
   *
   * @throws RecordException if the format cannot say it; part of it may be written then
   * @throws java.nio.charset.CharacterCodingException if a text of it is not Unicode
   */
  void write(Datapoint datapoint) throws IOException, RecordException;
}
