package dev.visualsimilarity.indexdata;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Counts mistakes, passes each on and keeps the first, in the order of files and lines. Memory does
 * not grow with their number. Safe for use by several threads.
 */
final class Findings {

  /** How many are kept. */
  static final int FIRST = 50;

  private static final Comparator<Placed> ORDER =
      Comparator.comparing(Placed::place).thenComparing(placed -> placed.finding().message());

  private final FindingSink sink;
  private final PriorityQueue<Placed> first = new PriorityQueue<>(ORDER.reversed());
  private long count;

  private record Placed(Place place, Finding finding) {}

  Findings(FindingSink sink) {
    this.sink = sink;
  }

  synchronized void add(Place place, Finding finding) throws IOException {
    count++;
    sink.add(finding);
    first.add(new Placed(place, finding));
    if (first.size() > FIRST) {
      first.remove();
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<Finding> first() {
    return first.stream().sorted(ORDER).map(Placed::finding).toList();
  }
}
