package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one batch of index data: a directory with data files directly in it, and, in {@code
 * delete/}, files of ids to remove. Nothing else may be there (Vector Search, "Input data format
 * and structure").
 *
 * @param data files of records, {@code *.json}, {@code *.csv} or {@code *.avro}, in the order of
 *     their names
 * @param deletions files of ids to remove, one a line
 */
public record IndexDataFiles(List<StorageObject> data, List<StorageObject> deletions) {

  private static final int MAX_FILES = 5000;
  private static final String DELETE = "delete/";

  public IndexDataFiles {
    data = List.copyOf(data);
    deletions = List.copyOf(deletions);
  }

  /**
   * Lists a directory.
   *
   * @throws UserException if it is missing or empty, lacks shards, or holds what may not be there
   */
  public static IndexDataFiles list(Storage storage, StorageUri directory) throws IOException {
    List<StorageObject> data = new ArrayList<>();
    List<StorageObject> deletions = new ArrayList<>();
    List<StorageObject> all = storage.list(directory);
    for (StorageObject object : all) {
      String name = object.uri().path().substring(directory.path().length()).replaceFirst("^/", "");
      if (name.startsWith(DELETE) && name.indexOf('/', DELETE.length()) < 0) {
        deletions.add(object);
      } else if (name.indexOf('/') >= 0) {
        throw refused(
            directory, name, "is in a sub-directory; allowed are data files and 'delete/'");
      } else {
        checkSuffix(directory, name);
        data.add(object);
      }
    }
    if (data.isEmpty() && deletions.isEmpty()) {
      throw missing(storage, directory);
    }
    ShardNames.checkComplete(directory, data);
    if (all.size() > MAX_FILES) {
      throw UserException.badParameter(
          "%s holds %d files; Vector Search takes %d: write fewer, larger ones"
              .formatted(directory, all.size(), MAX_FILES));
    }
    return new IndexDataFiles(data, deletions);
  }

  /** Opens a data file in the format that its name says. */
  static DatapointReader open(Storage storage, StorageObject file, int dimensions)
      throws IOException {
    DatapointFormat format = DatapointFormat.ofFileName(file.uri().name()).orElseThrow();
    return format.reader(storage.read(file.uri()), dimensions);
  }

  private static void checkSuffix(StorageUri directory, String name) {
    if (DatapointFormat.ofFileName(name).isEmpty()) {
      throw refused(directory, name, "is no data file; their names end in .json, .csv or .avro");
    }
  }

  private static UserException refused(StorageUri directory, String name, String reason) {
    return UserException.badParameter(
        "%s is no directory of index data: '%s' %s".formatted(directory, name, reason));
  }

  private static UserException missing(Storage storage, StorageUri directory) throws IOException {
    if (storage.find(directory).isPresent()) {
      return UserException.badParameter(
          "%s is a file; give the directory of the data files".formatted(directory));
    }
    return UserException.badParameter(
        "there is no index data in %s: it does not exist or is empty; give a directory with files *.json, *.csv or *.avro"
            .formatted(directory));
  }
}
