package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries that a report shows: all if they are few, else the worst and some of the others, so
 * that the file stays below some ten megabytes.
 *
 * @param matches lowest recall first
 * @param note which they are, in words
 */
record ShownQueries(List<Match> matches, String note) {

  static final int WORST = 70;
  static final int SAMPLE = 30;

  ShownQueries {
    matches = List.copyOf(matches);
  }

  static ShownQueries of(Evaluation evaluation) {
    List<Match> all = evaluation.worstFirst();
    String order =
        evaluation.accuracy().isKnown()
            ? "lowest recall first, then those whose first neighbor is another product."
            : "lowest recall first.";
    if (all.size() <= WORST + SAMPLE) {
      return new ShownQueries(
          all, "All %d queries, %s%s".formatted(all.size(), order, neighbors(all)));
    }
    List<Match> shown = new ArrayList<>(all.subList(0, WORST));
    int others = all.size() - WORST;
    for (int i = 0; i < SAMPLE; i++) {
      shown.add(all.get(WORST + (int) ((i + 0.5) * others / SAMPLE)));
    }
    return new ShownQueries(
        shown,
        "%d of %d queries, %s After the %d worst come %d of the others, evenly spread; the artifacts evaluation and matches have all.%s"
            .formatted(shown.size(), all.size(), order, WORST, SAMPLE, neighbors(all)));
  }

  private static String neighbors(List<Match> all) {
    int most = all.stream().mapToInt(match -> match.exact().size()).max().orElse(0);
    return most > QueryCards.MOST_NEIGHBORS
        ? " Of up to %d neighbors each, the first %d are shown."
            .formatted(most, QueryCards.MOST_NEIGHBORS)
        : "";
  }
}
