package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.Query;
import java.util.List;

/**
 * Bounds the answer to one request, so that no request takes all memory: first by what is asked
 * for, then by what is found. Figures are of all forms that an answer takes on its way. Not
 * thread-safe.
 */
final class AnswerLimit {
  private static final long MAX_BYTES = 256 << 20;

  /** Of a query and its answer, or of the reason why there is none. */
  private static final long BYTES_PER_QUERY = 512;

  /** Of the objects and the numbers, as of a restrict and of a token. */
  private static final long BYTES_PER_NEIGHBOR = 256;

  private static final long BYTES_PER_RESTRICT = 256;
  private static final long BYTES_PER_TOKEN = 64;

  /** At most, in UTF-8. */
  private static final long BYTES_PER_CHAR = 3;

  private long bytes;

  /** Counts queries that are answered each. */
  void addQueries(long count) {
    add(count * BYTES_PER_QUERY);
  }

  /**
   * Counts the neighbors that queries ask for.
   *
   * @param indexSize how many there are at most
   * @param vectorLength components of a vector that comes with each; 0 = none does
   */
  void addNeighbors(List<Query> queries, int indexSize, int vectorLength) {
    long neighbors =
        queries.stream().mapToLong(query -> Math.min(query.neighborCount(), indexSize)).sum();
    add(neighbors * BYTES_PER_NEIGHBOR);
    addVectors(neighbors, vectorLength);
  }

  /** Counts vectors. */
  void addVectors(long count, int vectorLength) {
    add(count * vectorLength * Float.BYTES);
  }

  /** Counts what comes with a datapoint that is told by its id and its crowding tag. */
  void addBrief(String id, Attributes attributes) {
    add(bytes(id) + attributes.crowdingTag().map(AnswerLimit::bytes).orElse(0L));
  }

  /** Counts what comes with a datapoint that is told with all that is known, but the vector. */
  void addFull(String id, Attributes attributes) {
    addBrief(id, attributes);
    long more = 0;
    for (Restrict restrict : attributes.restricts()) {
      more += BYTES_PER_RESTRICT + bytes(restrict.namespace());
      more += bytes(restrict.allow()) + bytes(restrict.deny());
    }
    for (NumericRestrict restrict : attributes.numericRestricts()) {
      more += BYTES_PER_RESTRICT + bytes(restrict.namespace());
    }
    add(more);
  }

  private static long bytes(String text) {
    return text.length() * BYTES_PER_CHAR;
  }

  private static long bytes(List<String> tokens) {
    return tokens.stream().mapToLong(token -> BYTES_PER_TOKEN + bytes(token)).sum();
  }

  private void add(long more) {
    if (bytes + more > MAX_BYTES) {
      throw ApiErrors.invalidArgument(
          "the request asks for an answer of about %d MiB or more; the emulator answers with %d MiB at most: ask for fewer neighbors, without full datapoints, or in several requests",
          (bytes + more) >> 20, MAX_BYTES >> 20);
    }
    bytes += more;
  }
}
