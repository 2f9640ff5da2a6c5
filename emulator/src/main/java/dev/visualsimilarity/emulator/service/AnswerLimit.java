package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.engine.Query;
import java.util.List;

/** Bounds the answer to one request, so that no request takes all memory. Not thread-safe. */
final class AnswerLimit {
  private static final long MAX_BYTES = 256 << 20;

  /** Of an id, a distance and a crowding tag, in all forms that an answer takes on its way. */
  private static final long BYTES_PER_NEIGHBOR = 256;

  private long bytes;

  /** Counts what queries ask for; refuses it if the request then asks for too much. */
  void add(List<Query> queries, int dimensions, boolean fullDatapoints) {
    long neighbors = queries.stream().mapToLong(Query::neighborCount).sum();
    long vector = fullDatapoints ? (long) dimensions * Float.BYTES : 0;
    add(neighbors * (BYTES_PER_NEIGHBOR + vector));
  }

  /** Counts vectors that are looked up by their ids. */
  void addVectors(long count, int dimensions) {
    add(count * dimensions * Float.BYTES);
  }

  private void add(long more) {
    if (bytes + more > MAX_BYTES) {
      throw ApiErrors.invalidArgument(
          "the request asks for an answer of about %d MiB; the emulator answers with %d MiB at most: ask for fewer neighbors, without full datapoints, or in several requests",
          (bytes + more) >> 20, MAX_BYTES >> 20);
    }
    bytes += more;
  }
}
