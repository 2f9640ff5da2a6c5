package dev.visualsimilarity.queryindex.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.IndexedItems.IndexedItem;
import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Metrics;
import dev.visualsimilarity.queryindex.evaluation.Recall;
import dev.visualsimilarity.queryindex.report.ReportPage.Card;
import dev.visualsimilarity.queryindex.report.ReportPage.Figure;
import dev.visualsimilarity.queryindex.report.ReportPage.Tile;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One HTML file that shows queries beside their neighbors, the worst queries first. It needs no
 * network and no script: pictures are inlined.
 */
public final class HtmlReport {

  private static final int MOST_QUERIES = 100;
  private static final int MOST_NEIGHBORS = 10;

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
   * @param ann what the approximate index is called
   * @param exact what the exact index is called
   */
  public String html(String ann, String exact) {
    List<Match> shown =
        evaluation.matches().stream()
            .sorted(Comparator.comparingDouble(Match::recall).thenComparing(this::firstIsSame))
            .limit(MOST_QUERIES)
            .toList();
    Thumbnails thumbnails = Thumbnails.of(storage, images(shown));
    ReportPage page =
        new ReportPage(
            "Visual similarity: recall " + Figures.share(evaluation.recall()),
            Figures.share(evaluation.recall()),
            Metrics.of(evaluation).entrySet().stream()
                .map(entry -> new Figure(words(entry.getKey()), Figures.share(entry.getValue())))
                .toList(),
            List.of(new Figure("approximate", ann), new Figure("exact", exact)),
            note(shown.size()),
            shown.stream().map(match -> card(match, thumbnails)).toList(),
            thumbnails.all());
    return template().execute(page);
  }

  private boolean firstIsSame(Match match) {
    return !match.ann().isEmpty() && evaluation.accuracy().isSame(match, match.ann().get(0));
  }

  private List<StorageUri> images(List<Match> shown) {
    List<StorageUri> images = new ArrayList<>();
    for (Match match : shown) {
      images.add(match.query().image());
      Stream.of(match.ann(), match.exact())
          .flatMap(side -> side.stream().limit(MOST_NEIGHBORS))
          .flatMap(neighbor -> items.find(neighbor.id()).stream())
          .forEach(item -> images.add(item.image()));
    }
    return images;
  }

  private Card card(Match match, Thumbnails thumbnails) {
    List<Neighbor> found = match.ann().stream().limit(MOST_NEIGHBORS).toList();
    List<Tile> tiles =
        IntStream.range(0, found.size())
            .mapToObj(i -> tile(match, found.get(i), i + 1, thumbnails))
            .toList();
    List<Tile> missed = missed(match, thumbnails);
    return new Card(
        match.query().id(),
        !match.query().id().equals(match.query().title()),
        match.query().title(),
        match.query().label(),
        !match.query().label().isEmpty() && !match.query().label().equals(match.query().title()),
        thumbnails.cssClass(match.query().image()),
        Figures.share(match.recall()),
        match.recall() == 1,
        tiles,
        missed,
        !missed.isEmpty());
  }

  /** As many as are missing when ties count as found, the nearest first. */
  private List<Tile> missed(Match match, Thumbnails thumbnails) {
    long hits = match.ann().stream().filter(one -> Recall.isHit(match.exact(), one)).count();
    return IntStream.range(0, match.exact().size())
        .filter(i -> !Recall.isHit(match.ann(), match.exact().get(i)))
        .limit(Math.max(0, match.exact().size() - hits))
        .filter(i -> i < MOST_NEIGHBORS)
        .mapToObj(i -> tile(match, match.exact().get(i), i + 1, thumbnails))
        .toList();
  }

  private Tile tile(Match match, Neighbor neighbor, int rank, Thumbnails thumbnails) {
    boolean same = evaluation.accuracy().isSame(match, neighbor);
    return new Tile(
        rank,
        neighbor.id(),
        items.find(neighbor.id()).map(IndexedItem::title).orElse(neighbor.id()),
        Figures.text(neighbor.distance()),
        items.find(neighbor.id()).map(item -> thumbnails.cssClass(item.image())).orElse("none"),
        same,
        same ? "same" : "");
  }

  private String note(int shown) {
    int all = evaluation.matches().size();
    String queries =
        shown == all ? "All %d queries".formatted(all) : shown + " of %d queries".formatted(all);
    String order =
        evaluation.accuracy().isKnown()
            ? ", lowest recall first, then those whose first neighbor is another product."
            : ", lowest recall first.";
    int most =
        evaluation.matches().stream().mapToInt(match -> match.exact().size()).max().orElse(0);
    String neighbors =
        most > MOST_NEIGHBORS
            ? " Of up to %d neighbors each, the first %d are shown.".formatted(most, MOST_NEIGHBORS)
            : "";
    return queries + order + neighbors;
  }

  private static String words(String metric) {
    return metric.replace('_', ' ').replaceFirst(" ms$", " (ms)");
  }

  private static Template template() {
    try (Reader reader =
        new InputStreamReader(
            HtmlReport.class.getResourceAsStream("report.mustache"), StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
