package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.IndexedItems.IndexedItem;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.Optional;

/**
 * A neighbor, as the template {@code tile.mustache} shows it.
 *
 * @param rank from 1
 * @param picture CSS class
 * @param same whether it shows the query's product
 * @param kind CSS classes
 */
record Tile(
    int rank, String id, String title, String distance, String picture, boolean same, String kind) {

  /** A neighbor with what is known of it; without its title, its id. */
  static Tile of(
      int rank,
      Neighbor neighbor,
      IndexedItems items,
      Thumbnails thumbnails,
      boolean same,
      String kind) {
    Optional<IndexedItem> item = items.find(neighbor.id());
    return new Tile(
        rank,
        neighbor.id(),
        item.map(IndexedItem::title).orElse(neighbor.id()),
        Figures.text(neighbor.distance()),
        item.map(known -> thumbnails.cssClass(known.image())).orElse("none"),
        same,
        same ? kind + " same" : kind);
  }
}
