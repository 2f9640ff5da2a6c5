package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The figures of an evaluation by name, as system.Metrics takes them: numbers, no lists.
 *
 * <ul>
 *   <li>{@code recall}: tie-fair, of all neighbors; {@code recall_at_K}: of the first K; {@code
 *       recall_by_id…}: by id
 *   <li>{@code lowest_category_recall}, {@code lowest_restricted_recall}: where there are
 *       categories and restricts
 *   <li>{@code first_neighbor_accuracy}, {@code top_5_accuracy}: where there are labels; {@code
 *       exact_…}: of the exact index
 *   <li>{@code latency_pN_ms}, {@code queries_per_second}: of one client; {@code concurrent_…}: of
 *       {@code concurrency} at once; {@code batch_…}: many queries a request
 * </ul>
 */
public final class Metrics {

  private static final int TOP = 5;

  private final Map<String, Number> metrics = new LinkedHashMap<>();
  private final Evaluation evaluation;

  private Metrics(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** All figures, in the order in which people want them. */
  public static Map<String, Number> of(Evaluation evaluation) {
    Metrics metrics = new Metrics(evaluation);
    metrics.counts();
    metrics.recalls();
    metrics.accuracies();
    Performance performance = evaluation.performance();
    metrics.load("", performance.sequential());
    metrics.load("concurrent_", performance.concurrent());
    metrics.put("concurrency", performance.concurrent().clients());
    metrics.put("batch_queries_per_second", performance.batchQueriesPerSecond());
    return metrics.metrics;
  }

  private void counts() {
    put("query_count", evaluation.matches().size());
    put("rejected_count", evaluation.rejectedCount());
    put("neighbor_count", evaluation.neighborCount());
  }

  private void recalls() {
    put("recall", evaluation.recall());
    put("recall_by_id", evaluation.recallById());
    evaluation.recallAtK().forEach(at -> put("recall_at_" + at.k(), at.tieFair()));
    evaluation.recallAtK().forEach(at -> put("recall_by_id_at_" + at.k(), at.byId()));
    evaluation.categories().stream()
        .flatMapToDouble(category -> category.recall().stream())
        .findFirst()
        .ifPresent(lowest -> put("lowest_category_recall", lowest));
    evaluation.restricted().stream()
        .flatMapToDouble(restricted -> restricted.recall().stream())
        .findFirst()
        .ifPresent(lowest -> put("lowest_restricted_recall", lowest));
  }

  private void accuracies() {
    accuracy("first_neighbor_accuracy", Match::ann, 1);
    accuracy("top_5_accuracy", Match::ann, TOP);
    accuracy("exact_first_neighbor_accuracy", Match::exact, 1);
    accuracy("exact_top_5_accuracy", Match::exact, TOP);
  }

  private void accuracy(String name, Function<Match, List<Neighbor>> side, int neighbors) {
    evaluation
        .accuracy()
        .share(evaluation.matches(), side, neighbors)
        .ifPresent(share -> put(name, share));
  }

  private void load(String prefix, Load load) {
    for (int percent : new int[] {50, 95, 99}) {
      put("%slatency_p%d_ms".formatted(prefix, percent), load.latency().percentile(percent));
    }
    put(prefix + "queries_per_second", load.queriesPerSecond());
  }

  private void put(String name, Number value) {
    metrics.put(name, value);
  }
}
