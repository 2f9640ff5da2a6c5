package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.command.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.util.List;

/**
 * The columns that a report shows and compares.
 *
 * @param label rows with equal values show the same product; empty: not known
 * @param title for people; empty: the id
 */
public record ReportColumns(String label, String title) {

  /**
   * Checks that a table has the columns.
   *
   * @throws UserException if it has not
   */
  public void check(StorageUri table, CatalogItem item) {
    for (String column : List.of(label, title)) {
      if (!column.isEmpty() && !item.columns().containsKey(column)) {
        throw UserException.badParameter(
            "%s has no column '%s', which --label-column or --title-column names; its columns are %s"
                .formatted(table, column, String.join(", ", item.columns().keySet())));
      }
    }
  }

  /** The label of an item; empty if it has none. */
  public String label(CatalogItem item) {
    return item.columns().getOrDefault(label, "").strip();
  }

  /** The title of an item, or its id. */
  public String title(CatalogItem item) {
    String text = item.columns().getOrDefault(title, "").strip();
    return text.isEmpty() ? item.id() : text;
  }
}
