package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import java.util.Optional;

/**
 * A record of a file: a datapoint, or why it is none.
 *
 * @param datapoint what it is
 * @param refusal why it is none; empty if it is one
 * @param number of the record in its file
 * @param excerpt its beginning, for a report; empty where nothing can be wrong with it
 */
record ReadRecord(
    Optional<Datapoint> datapoint, Optional<RecordException> refusal, long number, String excerpt) {

  static ReadRecord of(Datapoint datapoint, DatapointReader reader) {
    // The types of numbers are compared with those of other files later.
    boolean numbers = !datapoint.attributes().numericRestricts().isEmpty();
    return new ReadRecord(
        Optional.of(datapoint), Optional.empty(), reader.number(), numbers ? reader.excerpt() : "");
  }

  static ReadRecord refused(RecordException refusal, DatapointReader reader) {
    return new ReadRecord(
        Optional.empty(), Optional.of(refusal), reader.number(), reader.excerpt());
  }
}
