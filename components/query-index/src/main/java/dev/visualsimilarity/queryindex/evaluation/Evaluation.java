package dev.visualsimilarity.queryindex.evaluation;

import java.util.Comparator;
import java.util.List;

/**
 * What a run of queries showed.
 *
 * @param matches every query with its answers
 * @param neighborCount neighbors that were asked for
 * @param accuracy by label
 * @param performance of the approximate index
 * @param restricted the same queries, or some of them, under restricts; lowest recall first, last
 *     where it is not known
 * @param rejectedCount query images without an answer
 */
public record Evaluation(
    List<Match> matches,
    int neighborCount,
    LabelAccuracy accuracy,
    Performance performance,
    List<RestrictedRecall> restricted,
    long rejectedCount) {

  public Evaluation {
    matches = List.copyOf(matches);
    restricted =
        restricted.stream()
            .sorted(Comparator.comparingDouble(one -> one.recall().orElse(Double.MAX_VALUE)))
            .toList();
  }

  /** Mean of {@link Recall#tieFair} over the queries that have exact neighbors. */
  public double recall() {
    return RecallAtK.mean(matches, Match::recall);
  }

  /** Mean of {@link Recall#byId} over the queries that have exact neighbors. */
  public double recallById() {
    return RecallAtK.mean(matches, Match::recallById);
  }

  /** Of the first neighbor, of more, and of all. */
  public List<RecallAtK> recallAtK() {
    return RecallAtK.upTo(neighborCount, matches);
  }

  /** By category of the queries, lowest recall first, last where it is not known. */
  public List<CategoryRecall> categories() {
    return CategoryRecall.of(matches, accuracy);
  }

  /** The tokens under which the exact index found no neighbor of any query. */
  public List<String> unknownRestricts() {
    return restricted.stream()
        .filter(one -> one.recall().isEmpty())
        .map(RestrictedRecall::name)
        .toList();
  }

  /** Lowest recall first, then those whose first neighbor is another product. */
  public List<Match> worstFirst() {
    return matches.stream()
        .sorted(Comparator.comparingDouble(Match::recall).thenComparing(this::firstIsSame))
        .toList();
  }

  /** Whether the first neighbor that the approximate index found has the label of the query. */
  public boolean firstIsSame(Match match) {
    return !match.ann().isEmpty() && accuracy.isSame(match, match.ann().get(0));
  }
}
