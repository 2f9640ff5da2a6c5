package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the catalog says of the items that a search found. */
public final class IndexedItems {

  private final Map<String, IndexedItem> items;
  private final TokenCounts tokens;

  private IndexedItems(Map<String, IndexedItem> items, TokenCounts tokens) {
    this.items = Map.copyOf(items);
    this.tokens = tokens;
  }

  /**
   * An item of the index.
   *
   * @param title for people
   * @param label of its product; empty if it has none
   * @param image where its image is
   */
  public record IndexedItem(String title, String label, StorageUri image) {}

  /** Nothing is known. */
  public static IndexedItems none() {
    return new IndexedItems(Map.of(), new TokenCounts());
  }

  /** Reads a catalog through, counts its tokens and keeps what it says of some ids. */
  public static IndexedItems read(
      Storage storage, SourceTable table, ReportColumns report, Set<String> ids)
      throws IOException {
    Map<String, IndexedItem> items = new HashMap<>();
    TokenCounts tokens = new TokenCounts();
    try (CatalogReader reader = table.open(storage)) {
      while (reader.hasNext()) {
        if (reader.next() instanceof CatalogItem item) {
          item.attributes().restricts().forEach(tokens::add);
          if (ids.contains(item.id())) {
            items.putIfAbsent(
                item.id(), new IndexedItem(report.title(item), report.label(item), item.image()));
          }
        }
      }
    }
    return new IndexedItems(items, tokens);
  }

  /** What is known of an item. */
  public Optional<IndexedItem> find(String id) {
    return Optional.ofNullable(items.get(id));
  }

  /** The tokens of the whole catalog. */
  public TokenCounts tokens() {
    return tokens;
  }

  /** The labels of all items, by id; those without one left out. */
  public Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    items.forEach(
        (id, item) -> {
          if (!item.label().isEmpty()) {
            labels.put(id, item.label());
          }
        });
    return labels;
  }
}
