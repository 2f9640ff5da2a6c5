package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
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
    return open(storage, source, columns, Map.of());
  }

  /**
   * As the other, with further columns that the catalog must have.
   *
   * @param further by the column's name the parameter that names it
   */
  public static CatalogReader open(
      Storage storage, CatalogSource source, CatalogColumns columns, Map<String, String> further)
      throws IOException {
    CatalogSource located = CatalogTables.located(storage, source);
    Table table = CatalogTables.open(storage, located.catalog(), columns);
    try {
      boolean folder = table instanceof FolderTable;
      CatalogColumns meant = folder ? columns.ofFolder() : columns;
      RequiredColumns required = meant.required();
      further.forEach(required::add);
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

  private static void check(StorageUri catalog, Table table, RequiredColumns required) {
    // Spreadsheets leave columns without a name and values.
    List<String> header = table.header().stream().filter(name -> !name.isEmpty()).toList();
    String shown = header.stream().limit(COLUMNS_SHOWN).collect(Collectors.joining(", "));
    if (shown.chars().anyMatch(c -> c == '\ufffd' || (c != '\t' && Character.isISOControl(c)))) {
      throw UserException.badParameter(
          "catalog %s is not a %s in UTF-8".formatted(catalog, table.format()));
    }
    if (shown.indexOf('\t') >= 0) {
      throw separator(catalog, "tabs");
    }
    if (header.isEmpty()) {
      throw UserException.badParameter(
          "catalog %s is empty; a header and at least one row are needed, or JSON objects"
              .formatted(catalog));
    }
    Optional<String> missing = required.missingFrom(header, shown);
    if (missing.isPresent() && header.size() == 1 && shown.indexOf(';') >= 0) {
      throw separator(catalog, "semicolons");
    }
    if (missing.isPresent()) {
      throw UserException.badParameter("catalog %s %s".formatted(catalog, missing.get()));
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

  private static UserException separator(StorageUri catalog, String found) {
    return UserException.badParameter(
        "catalog %s has its columns separated by %s; commas are needed: save it as CSV in UTF-8, separated by commas"
            .formatted(catalog, found));
  }
}
