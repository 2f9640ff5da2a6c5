package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.engine.Query;
import java.util.List;

/** Bounds the answer to one request, so that no request takes all memory. */
final class AnswerLimit {
  private static final long MAX_BYTES = 256 << 20;

  /** Of an id, a distance and a crowding tag, in all forms that an answer takes on its way. */
  private static final long BYTES_PER_NEIGHBOR = 256;

  private AnswerLimit() {}

  static void require(List<Query> queries, int dimensions, boolean fullDatapoints) {
    long neighbors = queries.stream().mapToLong(Query::neighborCount).sum();
    long vector = fullDatapoints ? (long) dimensions * Float.BYTES : 0;
    long bytes = neighbors * (BYTES_PER_NEIGHBOR + vector);
    if (bytes > MAX_BYTES) {
      throw ApiErrors.invalidArgument(
          "%d queries ask for an answer of about %d MiB; the emulator answers with %d MiB at most: ask for fewer neighbors, without full datapoints, or in several requests",
          queries.size(), bytes >> 20, MAX_BYTES >> 20);
    }
  }
}
