package dev.visualsimilarity.catalog;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * Reads the rows of a catalog one by one: CSV (RFC 4180, UTF-8, a byte order mark and gzip allowed)
 * whose first record names the columns. A row that is no item is returned as such; what is wrong
 * with the whole catalog is a {@link UserException}. Not thread safe.
 */
public final class CatalogReader implements Iterator<CatalogRow>, Closeable {

  private static final int COLUMNS_SHOWN = 40;

  private final CsvTable table;
  private final RowReader rows;
  private final int idIndex;

  private CatalogReader(CsvTable table, RowReader rows, int idIndex) {
    this.table = table;
    this.rows = rows;
    this.idIndex = idIndex;
  }

  /**
   * Opens a catalog and checks its header.
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
    CsvTable table = CsvTable.open(source.catalog(), stream(storage, source.catalog()));
    try {
      List<String> required = new ArrayList<>(columns.required());
      required.addAll(further);
      check(source.catalog(), table, required);
      return new CatalogReader(
          table, new RowReader(source, columns), table.header().indexOf(columns.id()));
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
    CsvRecord row = table.next();
    List<String> header = table.header();
    if (row.getFieldCount() != header.size()) {
      String id = idIndex < row.getFieldCount() ? row.getField(idIndex).strip() : "";
      return rows.rejected(
          id,
          row.getStartingLineNumber(),
          RejectReason.BAD_METADATA,
          "%d values, but the header has %d columns".formatted(row.getFieldCount(), header.size()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      values.put(header.get(i), row.getField(i));
    }
    return rows.read(row.getStartingLineNumber(), values);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  private static InputStream stream(Storage storage, StorageUri catalog) throws IOException {
    try {
      if (storage.find(catalog).isPresent()) {
        return storage.read(catalog);
      }
      boolean directory = catalog.isLocal() && Files.isDirectory(catalog.toPath());
      if (directory || !storage.list(catalog).isEmpty()) {
        throw UserException.badParameter(
            "catalog %s is a directory, not a file; give the CSV file itself".formatted(catalog));
      }
      throw new NoSuchFileException(catalog.toString());
    } catch (NoSuchFileException e) {
      throw UserException.badParameter(
          "catalog %s does not exist; give the URI of a CSV file".formatted(catalog));
    }
  }

  private static void check(StorageUri catalog, CsvTable table, List<String> required) {
    List<String> header = table.header();
    String shown = header.stream().limit(COLUMNS_SHOWN).collect(Collectors.joining(", "));
    if (shown.chars().anyMatch(c -> c == '\ufffd' || (c != '\t' && Character.isISOControl(c)))) {
      throw UserException.badParameter("catalog %s is not a CSV file in UTF-8".formatted(catalog));
    }
    if (shown.indexOf('\t') >= 0) {
      throw UserException.badParameter(
          "catalog %s has its columns separated by tabs; commas are needed: save it as CSV in UTF-8"
              .formatted(catalog));
    }
    if (header.isEmpty()) {
      throw UserException.badParameter(
          "catalog %s is empty; a header and at least one row are needed".formatted(catalog));
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
      throw UserException.badParameter("catalog %s has a header but no rows".formatted(catalog));
    }
  }
}
