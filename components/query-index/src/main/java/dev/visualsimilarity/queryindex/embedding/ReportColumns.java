package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogColumns;
import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns that a report shows and compares.
 *
 * @param label rows with equal values show the same product; empty: not known
 * @param title for people; empty: the id
 */
public record ReportColumns(String label, String title) {

  private static final Logger LOG = LoggerFactory.getLogger(ReportColumns.class);

  /**
   * Checks the headers of tables. One without the title's column is only warned of, as ids can be
   * shown instead.
   *
   * @param columns that every table must have besides
   * @throws UserException if there is no such table, or it lacks the label's column or one of
   *     {@code columns}
   */
  public void check(Storage storage, List<CatalogSource> tables, CatalogColumns columns)
      throws IOException {
    List<String> untitled = new ArrayList<>();
    for (CatalogSource table : tables) {
      List<String> header = header(storage, table, columns);
      if (!label.isEmpty() && !header.contains(label)) {
        throw UserException.badParameter(
            "catalog %s has no column '%s', which --label-column names; its columns are %s"
                .formatted(table.catalog(), label, String.join(", ", header)));
      }
      if (!title.isEmpty() && !header.contains(title)) {
        untitled.add(table.catalog().toString());
      }
    }
    if (!untitled.isEmpty()) {
      LOG.warn(
          "no column '{}', which --title-column names, in {}; the report shows ids instead",
          title,
          String.join(" and ", untitled));
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

  private static List<String> header(Storage storage, CatalogSource table, CatalogColumns columns)
      throws IOException {
    try (CatalogReader reader = CatalogReader.open(storage, table, columns)) {
      return reader.header();
    }
  }
}
