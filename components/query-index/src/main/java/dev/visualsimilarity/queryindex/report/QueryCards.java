package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.IndexedItems.IndexedItem;
import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.evaluation.LabelAccuracy;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Recall;
import dev.visualsimilarity.queryindex.report.ReportPage.Card;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Queries and their neighbors, ready to be shown. */
final class QueryCards {

  static final int MOST_NEIGHBORS = 10;

  private final IndexedItems items;
  private final LabelAccuracy accuracy;
  private final Thumbnails thumbnails;

  QueryCards(IndexedItems items, LabelAccuracy accuracy, Thumbnails thumbnails) {
    this.items = items;
    this.accuracy = accuracy;
    this.thumbnails = thumbnails;
  }

  /** The images that the card of a query shows. */
  static Stream<StorageUri> images(Match match, IndexedItems items) {
    Stream<StorageUri> neighbors =
        Stream.concat(first(match.ann()), first(match.missed()))
            .flatMap(neighbor -> items.find(neighbor.id()).stream())
            .map(IndexedItem::image);
    return Stream.concat(Stream.of(match.query().image()), neighbors);
  }

  Card card(Match match) {
    Query query = match.query();
    List<Neighbor> found = first(match.ann()).toList();
    List<Tile> tiles =
        IntStream.range(0, found.size())
            .mapToObj(
                i -> {
                  boolean hit = Recall.isHit(match.exact(), found.get(i));
                  return tile(match, found.get(i), i + 1, hit ? "" : "extra");
                })
            .toList();
    List<Tile> missed =
        first(match.missed())
            .map(one -> tile(match, one, match.exact().indexOf(one) + 1, "missed"))
            .toList();
    return new Card(
        query.id(),
        !query.id().equals(query.title()),
        query.title(),
        query.label(),
        !query.label().isEmpty() && !query.label().equals(query.title()),
        query.category(),
        thumbnails.cssClass(query.image()),
        Figures.share(match.recall()),
        match.recall() == 1,
        tiles,
        missed,
        !missed.isEmpty());
  }

  private Tile tile(Match match, Neighbor neighbor, int rank, String kind) {
    return Tile.of(rank, neighbor, items, thumbnails, accuracy.isSame(match, neighbor), kind);
  }

  private static Stream<Neighbor> first(List<Neighbor> neighbors) {
    return neighbors.stream().limit(MOST_NEIGHBORS);
  }
}
