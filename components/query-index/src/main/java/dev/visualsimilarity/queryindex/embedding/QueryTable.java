package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.catalog.CatalogRow;
import dev.visualsimilarity.catalog.RejectedRow;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a table of queries.
 *
 * @param items those that name an image
 * @param rejects the others
 */
public record QueryTable(List<CatalogItem> items, List<Reject> rejects) {

  public QueryTable {
    items = List.copyOf(items);
    rejects = List.copyOf(rejects);
  }

  /** Reads a table. */
  public static QueryTable read(Storage storage, SourceTable table) throws IOException {
    List<CatalogItem> items = new ArrayList<>();
    List<Reject> rejects = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (CatalogReader reader = table.open(storage)) {
      while (reader.hasNext()) {
        CatalogRow row = reader.next();
        if (row instanceof CatalogItem item) {
          if (ids.add(item.id())) {
            items.add(item);
          } else {
            rejects.add(duplicate(item));
          }
        } else if (row instanceof RejectedRow rejected) {
          rejects.add(rejected.reject());
        }
      }
    }
    return new QueryTable(items, rejects);
  }

  private static Reject duplicate(CatalogItem item) {
    return new Reject(
        item.id(),
        item.image().toString(),
        Stage.CATALOG,
        RejectReason.DUPLICATE_ID,
        "an earlier row has the same id");
  }
}
