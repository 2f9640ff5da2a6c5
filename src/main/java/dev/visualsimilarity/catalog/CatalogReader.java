package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * Reads the rows of a catalog one by one. A catalog is a table, in CSV (RFC 4180, a header names
 * the columns) or JSON Lines (an object a line), both in UTF-8, a byte order mark and gzip allowed;
 * or a folder of images, local or in Cloud Storage, or a zip or tar of images, whose files are its
 * rows ({@link FolderTable}). Tables can stand in archives too. A row that is no item is returned
 * as such; what is wrong with the whole catalog is a {@link UserException}. Not thread safe.
 */
public final class CatalogReader implements Iterator<CatalogRow>, Closeable {

  private static final int COLUMNS_SHOWN = 40;

  private final Table table;
  private final RowReader rows;

  private CatalogReader(Table table, RowReader rows) {
    this.table = table;
    this.rows = rows;
  }

  /**
   * Opens a catalog and checks its columns. Of JSON Lines those of the first 1000 rows count; a row
   * that lacks one has an empty value there.
   *
   * @throws UserException if there is no such file, it has no rows, or a column is missing
   */
  public static CatalogReader open(Storage storage, CatalogSource source, CatalogColumns columns)
      throws IOException {
    return open(storage, source, columns, List.of());
  }

  /** As the other, with further columns that the catalog must have. */
  public static CatalogReader open(
      Storage storage, CatalogSource source, CatalogColumns columns, List<String> further)
      throws IOException {
    CatalogSource located = CatalogTables.located(storage, source);
    Table table = CatalogTables.open(storage, located.catalog(), columns);
    try {
      boolean folder = table instanceof FolderTable;
      CatalogColumns meant = folder ? columns.ofFolder() : columns;
      List<String> required = new ArrayList<>(meant.required());
      required.addAll(further);
      check(source.catalog(), table, required);
      CatalogSource images =
          folder ? new CatalogSource(located.catalog(), located.catalog()) : located;
      return new CatalogReader(table, new RowReader(images, meant));
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /** The names of the columns. */
  public List<String> header() {
    return table.header();
  }

  @Override
  public boolean hasNext() {
    return table.hasNext();
  }

  @Override
  public CatalogRow next() {
    if (!table.hasNext()) {
      throw new NoSuchElementException("the catalog has no more rows");
    }
    TableRow row = table.next();
    Map<String, String> values = new LinkedHashMap<>();
    table.header().forEach(column -> values.put(column, row.cell(column).text()));
    row.cells().forEach((column, cell) -> values.putIfAbsent(column, cell.text()));
    return rows.read(row, values);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  private static void check(StorageUri catalog, Table table, List<String> required) {
    List<String> header = table.header();
    String shown = header.stream().limit(COLUMNS_SHOWN).collect(Collectors.joining(", "));
    if (shown.chars().anyMatch(c -> c == '\ufffd' || (c != '\t' && Character.isISOControl(c)))) {
      throw UserException.badParameter(
          "catalog %s is not a %s in UTF-8".formatted(catalog, table.format()));
    }
    if (shown.indexOf('\t') >= 0) {
      throw UserException.badParameter(
          "catalog %s has its columns separated by tabs; commas are needed: save it as CSV in UTF-8"
              .formatted(catalog));
    }
    if (header.isEmpty()) {
      throw UserException.badParameter(
          "catalog %s is empty; a header and at least one row are needed, or JSON objects"
              .formatted(catalog));
    }
    for (String column : required) {
      if (!header.contains(column)) {
        throw UserException.badParameter(
            "catalog %s has no column '%s'; its columns are %s".formatted(catalog, column, shown));
      }
    }
    if (header.stream().distinct().count() < header.size()) {
      throw UserException.badParameter(
          "catalog %s has two columns of one name: %s".formatted(catalog, shown));
    }
    if (!table.hasNext()) {
      throw UserException.badParameter(
          (table instanceof FolderTable
                  ? "catalog %s is a folder without images; give one with images, or the URI of the table itself"
                  : "catalog %s has a header but no rows")
              .formatted(catalog));
    }
  }
}
