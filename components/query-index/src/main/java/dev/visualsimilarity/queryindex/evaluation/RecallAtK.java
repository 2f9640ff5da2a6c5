package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How many of the first {@code k} exact neighbors are among the first {@code k} that an approximate
 * search found, on average over queries.
 *
 * @param k how many neighbors count
 * @param tieFair see {@link Recall#tieFair}
 * @param byId see {@link Recall#byId}
 */
public record RecallAtK(int k, double tieFair, double byId) {

  private static final List<Integer> ROUND = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500);

  /** Of all round numbers below {@code most}, and of it. */
  public static List<RecallAtK> upTo(int most, List<Match> matches) {
    return Stream.concat(ROUND.stream().filter(k -> k < most), Stream.of(most))
        .map(k -> of(k, matches))
        .toList();
  }

  /** Of one {@code k}; queries without exact neighbors do not count. */
  public static RecallAtK of(int k, List<Match> matches) {
    return new RecallAtK(
        k,
        mean(matches, match -> Recall.tieFair(first(k, match.exact()), first(k, match.ann()))),
        mean(matches, match -> Recall.byId(first(k, match.exact()), first(k, match.ann()))));
  }

  /** The mean of a figure over the queries that have exact neighbors; 1 where none has. */
  static double mean(List<Match> matches, ToDoubleFunction<Match> figure) {
    return knownMean(matches, figure).orElse(1);
  }

  /** As {@link #mean}; nothing where no query has exact neighbors. */
  static OptionalDouble knownMean(List<Match> matches, ToDoubleFunction<Match> figure) {
    return matches.stream().filter(match -> !match.exact().isEmpty()).mapToDouble(figure).average();
  }

  private static List<Neighbor> first(int k, List<Neighbor> neighbors) {
    return neighbors.subList(0, Math.min(k, neighbors.size()));
  }
}
