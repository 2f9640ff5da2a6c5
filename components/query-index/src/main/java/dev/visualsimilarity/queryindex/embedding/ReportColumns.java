package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns that a report shows and compares.
 *
 * @param label rows with equal values show the same product; empty: not known
 * @param title for people; empty: the id
 * @param category that queries are counted by; empty: none
 */
public record ReportColumns(String label, String title, String category) {

  private static final Logger LOG = LoggerFactory.getLogger(ReportColumns.class);

  /**
   * Checks the headers of tables. One without the title's column, and queries without the
   * category's, are only warned of: the report goes without.
   *
   * @param indexed the catalog, if the report is to show it
   * @throws UserException if there is no such table, or it lacks the label's column or one of its
   *     own
   */
  public void check(Storage storage, SourceTable queries, Optional<SourceTable> indexed)
      throws IOException {
    List<String> untitled = new ArrayList<>();
    for (SourceTable table : Stream.concat(Stream.of(queries), indexed.stream()).toList()) {
      List<String> header = header(storage, table);
      if (!label.isEmpty() && !header.contains(label)) {
        throw UserException.badParameter(
            "catalog %s has no column '%s', which --label-column names; its columns are %s"
                .formatted(table.source().catalog(), label, String.join(", ", header)));
      }
      if (!title.isEmpty() && !header.contains(title)) {
        untitled.add(table.source().catalog().toString());
      }
      if (table.equals(queries) && !category.isEmpty() && !header.contains(category)) {
        LOG.warn(
            "no column '{}', which --category-column names, in {}; the report has no categories",
            category,
            queries.source().catalog());
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

  /** The category of an item; empty if it has none. */
  public String category(CatalogItem item) {
    return item.columns().getOrDefault(category, "").strip();
  }

  private static List<String> header(Storage storage, SourceTable table) throws IOException {
    try (CatalogReader reader = table.open(storage)) {
      return reader.header();
    }
  }
}
