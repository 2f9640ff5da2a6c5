package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.evaluation.CategoryRecall;
import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Metrics;
import dev.visualsimilarity.queryindex.evaluation.Performance;
import dev.visualsimilarity.queryindex.evaluation.RestrictedRecall;
import dev.visualsimilarity.queryindex.report.ReportPage.CategoryRow;
import dev.visualsimilarity.queryindex.report.ReportPage.Figure;
import dev.visualsimilarity.queryindex.report.ReportPage.RestrictRow;
import dev.visualsimilarity.storage.Storage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One HTML file that shows queries beside their neighbors, the worst queries first. It needs no
 * network: pictures, style and script are inlined, and a policy in it forbids the rest. Without the
 * script everything is shown; the script filters.
 */
public final class HtmlReport {

  /** More would push the queries out of sight; the artifact evaluation has all. */
  private static final int MOST_ROWS = 100;

  /** Names of the metrics in the summary, with what they are called there. */
  private static final Map<String, String> SUMMARY = new LinkedHashMap<>();

  static {
    SUMMARY.put("query_count", "queries");
    SUMMARY.put("rejected_count", "images rejected");
    SUMMARY.put("recall_by_id", "recall by id");
    SUMMARY.put("first_neighbor_accuracy", "first is right");
    SUMMARY.put("exact_first_neighbor_accuracy", "first is right, exact");
    SUMMARY.put("top_5_accuracy", "one of five is right");
    SUMMARY.put("latency_p50_ms", "latency p50, ms");
    SUMMARY.put("latency_p95_ms", "latency p95, ms");
    SUMMARY.put("latency_p99_ms", "latency p99, ms");
    SUMMARY.put("queries_per_second", "queries/s, one client");
    SUMMARY.put("concurrent_queries_per_second", "queries/s, %d clients");
    SUMMARY.put("batch_queries_per_second", "queries/s, many a request");
  }

  private final Storage storage;
  private final IndexedItems items;
  private final Evaluation evaluation;

  /**
   * @param storage of the images
   * @param items what is known of the neighbors
   * @param evaluation what is reported
   */
  public HtmlReport(Storage storage, IndexedItems items, Evaluation evaluation) {
    this.storage = storage;
    this.items = items;
    this.evaluation = evaluation;
  }

  /**
   * The file's text.
   *
   * @param asked what was asked of which index, by name
   */
  public String html(Map<String, String> asked) {
    ShownQueries shown = ShownQueries.of(evaluation);
    Thumbnails thumbnails =
        Thumbnails.of(
            storage,
            shown.matches().stream().flatMap(match -> QueryCards.images(match, items)).toList());
    QueryCards cards = new QueryCards(items, evaluation.accuracy(), thumbnails);
    List<CategoryRecall> categories = evaluation.categories();
    Performance performance = evaluation.performance();
    return Page.of(
        "report",
        new ReportPage(
            "Visual similarity: recall " + Figures.share(evaluation.recall()),
            evaluation.neighborCount(),
            Figures.share(evaluation.recall()),
            evaluation.matches().size(),
            summary(performance.concurrent().clients()),
            RecallChart.svg(evaluation.recallAtK()),
            LatencyChart.svg(performance),
            performance.concurrent().clients(),
            performance.sequential().latency().count(),
            !categories.isEmpty(),
            evaluation.accuracy().isKnown(),
            categories.stream().limit(MOST_ROWS).map(this::row).toList(),
            shownCategories(shown.matches()),
            !evaluation.restricted().isEmpty(),
            evaluation.restricted().stream().limit(MOST_ROWS).map(this::row).toList(),
            figures(asked),
            shown.note(),
            shown.matches().stream().map(cards::card).toList(),
            thumbnails.all()));
  }

  private List<Figure> summary(int clients) {
    Map<String, Number> metrics = Metrics.of(evaluation);
    List<Figure> figures = new ArrayList<>();
    SUMMARY.forEach(
        (metric, name) -> {
          Number value = metrics.get(metric);
          if (value != null) {
            String text = metric.contains("latency") ? Figures.millis(value) : Figures.share(value);
            figures.add(new Figure(name.formatted(clients), text));
          }
        });
    return figures;
  }

  private CategoryRow row(CategoryRecall category) {
    return new CategoryRow(
        category.category(),
        URLEncoder.encode(category.category(), StandardCharsets.UTF_8),
        category.queryCount(),
        share(category.recall()),
        category.firstNeighborAccuracy().isPresent()
            ? Figures.share(category.firstNeighborAccuracy().getAsDouble())
            : "",
        kind(category.recall()));
  }

  private RestrictRow row(RestrictedRecall restricted) {
    return new RestrictRow(
        restricted.name(),
        restricted.itemCount(),
        restricted.queryCount(),
        share(restricted.recall()),
        Figures.mean(restricted.foundCount()),
        Figures.mean(restricted.exactCount()),
        kind(restricted.recall()));
  }

  private static String share(OptionalDouble recall) {
    return recall.isPresent() ? Figures.share(recall.getAsDouble()) : Figures.UNKNOWN;
  }

  private String kind(OptionalDouble recall) {
    return recall.orElse(1) < evaluation.recall() ? "low" : "";
  }

  private static List<String> shownCategories(List<Match> shown) {
    return shown.stream()
        .map(match -> match.query().category())
        .filter(category -> !category.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Figure> figures(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> new Figure(fact.getKey(), fact.getValue()))
        .toList();
  }
}
