package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.queryindex.search.Neighbor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The figures of a run of queries.
 *
 * @param matches every query with its answers
 * @param accuracy by label
 * @param latency of single queries to the approximate index
 * @param queriesPerSecond of the approximate index, many queries a request
 * @param rejectedCount query images without an answer
 */
public record Evaluation(
    List<Match> matches,
    LabelAccuracy accuracy,
    Latency latency,
    double queriesPerSecond,
    long rejectedCount) {

  private static final int TOP = 5;

  public Evaluation {
    matches = List.copyOf(matches);
  }

  /** Mean of {@link Recall#tieFair} over the queries that have exact neighbors. */
  public double recall() {
    return mean(match -> Recall.tieFair(match.exact(), match.ann()));
  }

  /** Mean of {@link Recall#byId} over the queries that have exact neighbors. */
  public double recallById() {
    return mean(match -> Recall.byId(match.exact(), match.ann()));
  }

  /**
   * All figures by name, as system.Metrics takes them. {@code recall} is tie-fair; accuracies are
   * there where labels are: {@code first_neighbor_accuracy} and {@code top_5_accuracy} of the
   * approximate index, {@code exact_…} of the exact one.
   */
  public Map<String, Number> metrics() {
    Map<String, Number> metrics = new LinkedHashMap<>();
    metrics.put("query_count", matches.size());
    metrics.put("rejected_count", rejectedCount);
    metrics.put("recall", recall());
    metrics.put("recall_by_id", recallById());
    put(metrics, "first_neighbor_accuracy", Match::ann, 1);
    put(metrics, "top_5_accuracy", Match::ann, TOP);
    put(metrics, "exact_first_neighbor_accuracy", Match::exact, 1);
    put(metrics, "exact_top_5_accuracy", Match::exact, TOP);
    metrics.put("latency_p50_ms", latency.percentile(50));
    metrics.put("latency_p95_ms", latency.percentile(95));
    metrics.put("latency_p99_ms", latency.percentile(99));
    metrics.put("queries_per_second", queriesPerSecond);
    return metrics;
  }

  private void put(
      Map<String, Number> metrics,
      String name,
      Function<Match, List<Neighbor>> side,
      int neighbors) {
    accuracy.share(matches, side, neighbors).ifPresent(share -> metrics.put(name, share));
  }

  private double mean(Function<Match, Double> figure) {
    return matches.stream()
        .filter(match -> !match.exact().isEmpty())
        .mapToDouble(figure::apply)
        .average()
        .orElse(1);
  }
}
