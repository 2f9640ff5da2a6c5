package dev.visualsimilarity.catalog;

import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of images, or an archive of them, as a table with a row a file, in the order of the
 * names. The columns are that of the ids, {@code folder} and {@code file}.
 *
 * <p>The id is the file's path below the folder, with its suffix, such as {@code mugs/1.jpg}: no
 * two files have one. {@code folder} is the path's folder (empty at the top) and {@code file} its
 * last part. Left out, with a line in the log, are files whose suffix says that they hold a table,
 * text or an archive; in silence, what begins with a dot and what desktops leave behind. Every
 * other file is taken for an image, with or without a suffix: what it is, is decided by its
 * content.
 */
final class FolderTable implements Table {

  /** The column of the folder of an image. */
  static final String FOLDER = "folder";

  /** The column of the name of an image in its folder. */
  static final String FILE = "file";

  private static final Logger LOG = LoggerFactory.getLogger(FolderTable.class);

  private static final Set<String> NO_IMAGES =
      Set.of(
          "7z",
          "avro",
          "csv",
          "db",
          "doc",
          "docx",
          "gz",
          "htm",
          "html",
          "ini",
          "json",
          "jsonl",
          "log",
          "md",
          "ndjson",
          "parquet",
          "pdf",
          "py",
          "sql",
          "sqlite",
          "tar",
          "tfrecord",
          "tgz",
          "tsv",
          "txt",
          "xls",
          "xlsx",
          "xml",
          "yaml",
          "yml",
          "zip");
  private static final Set<String> LEFT_BY_DESKTOPS =
      Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  private final String idColumn;
  private final List<String> header;
  private final Iterator<String> refused;
  private final Iterator<String> names;
  private long line;

  private FolderTable(String idColumn, List<String> names, List<String> refused) {
    this.idColumn = idColumn;
    List<String> columns = new ArrayList<>(List.of(idColumn, FOLDER, FILE));
    this.header = columns.stream().distinct().toList();
    this.names = names.iterator();
    this.refused = refused.iterator();
  }

  /**
   * A table of files.
   *
   * @param folder that all of them are below
   * @param refused names of files that cannot be read
   */
  static FolderTable of(
      StorageUri folder, List<StorageObject> objects, List<String> refused, String idColumn) {
    int prefix =
        folder.path().isEmpty() || folder.path().endsWith("/")
            ? folder.path().length()
            : folder.path().length() + 1;
    List<String> names = new ArrayList<>();
    Set<String> suffixes = new HashSet<>();
    int left = 0;
    for (StorageObject object : objects) {
      String name = object.uri().path().substring(prefix);
      if (isHidden(name)) {
        continue;
      }
      if (NO_IMAGES.contains(suffix(name))) {
        suffixes.add(suffix(name));
        left++;
      } else {
        names.add(name);
      }
    }
    if (left > 0) {
      LOG.info(
          "{}: {} files left out that are no images by their suffixes: {}", folder, left, suffixes);
    }
    return new FolderTable(idColumn, names, refused);
  }

  @Override
  public String format() {
    return "folder of images";
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return refused.hasNext() || names.hasNext();
  }

  @Override
  public TableRow next() {
    line++;
    if (refused.hasNext()) {
      String name = refused.next();
      return TableRow.broken(
          line,
          Map.of(idColumn, Cell.of(name)),
          "the name leads out of the archive; it is not read");
    }
    String name = names.next();
    int slash = name.lastIndexOf('/');
    Map<String, Cell> cells = new LinkedHashMap<>();
    cells.put(idColumn, Cell.of(name));
    cells.putIfAbsent(FOLDER, Cell.of(name.substring(0, Math.max(0, slash))));
    cells.putIfAbsent(FILE, Cell.of(name.substring(slash + 1)));
    return TableRow.of(line, cells);
  }

  @Override
  public void close() throws IOException {}

  private static boolean isHidden(String name) {
    return Arrays.stream(name.split("/", -1))
        .anyMatch(segment -> segment.startsWith(".") || LEFT_BY_DESKTOPS.contains(segment));
  }

  private static String suffix(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
