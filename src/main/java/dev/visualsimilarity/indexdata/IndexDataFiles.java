package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.DatapointFormat;
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
 * @param directory that was listed
 * @param data files of records, {@code *.json}, {@code *.csv} or {@code *.avro}, in the order of
 *     their names
 * @param deletions files of ids to remove, one a line
 * @param mistakes what the directory holds and may not, or lacks
 */
public record IndexDataFiles(
    StorageUri directory,
    List<StorageObject> data,
    List<StorageObject> deletions,
    List<Finding> mistakes) {

  private static final int MAX_FILES = 5000;
  private static final String DELETE = "delete/";

  public IndexDataFiles {
    data = List.copyOf(data);
    deletions = List.copyOf(deletions);
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Lists a directory.
   *
   * @throws UserException if it is missing, empty or a file
   */
  public static IndexDataFiles list(Storage storage, StorageUri directory) throws IOException {
    List<StorageObject> data = new ArrayList<>();
    List<StorageObject> deletions = new ArrayList<>();
    List<Finding> mistakes = new ArrayList<>();
    List<StorageObject> all = storage.list(directory);
    if (all.isEmpty()) {
      throw missing(storage, directory);
    }
    for (StorageObject object : all) {
      String name = nameBelow(directory, object);
      if (name.startsWith(DELETE) && name.indexOf('/', DELETE.length()) < 0) {
        deletions.add(object);
      } else if (name.indexOf('/') >= 0) {
        mistakes.add(
            mistake(
                name,
                BatchErrorType.SUB_DIRECTORY,
                "the file is in a sub-directory; allowed are data files and 'delete/'"));
      } else if (DatapointFormat.ofFileName(name).isEmpty()) {
        mistakes.add(
            mistake(
                name,
                BatchErrorType.UNSUPPORTED_FILE,
                "the file is no data file; their names end in .json, .csv or .avro"));
      } else {
        data.add(object);
      }
      if (object.gzip()) {
        mistakes.add(
            mistake(
                name,
                BatchErrorType.COMPRESSED_FILE,
                "the object has the content encoding gzip; upload it without (gcloud storage cp without --gzip-local)"));
      }
    }
    ShardNames.missing(data).forEach(mistakes::add);
    if (all.size() > MAX_FILES) {
      mistakes.add(
          mistake(
              "",
              BatchErrorType.TOO_MANY_FILES,
              "there are %d files; Vector Search takes %d: write fewer, larger ones"
                  .formatted(all.size(), MAX_FILES)));
    }
    return new IndexDataFiles(directory, data, deletions, mistakes);
  }

  /** The size of all files. */
  public long bytes() {
    return data.stream().mapToLong(StorageObject::size).sum()
        + deletions.stream().mapToLong(StorageObject::size).sum();
  }

  /** The name of a file by its number: of data files first, then of deletions. */
  String name(int number) {
    return nameBelow(directory, file(number));
  }

  StorageObject file(int number) {
    return number < data.size() ? data.get(number) : deletions.get(number - data.size());
  }

  static Finding mistake(String file, BatchErrorType type, String message) {
    return new Finding(file, 0, "", type.name(), message, "");
  }

  private static String nameBelow(StorageUri directory, StorageObject object) {
    return object.uri().path().substring(directory.path().length()).replaceFirst("^/", "");
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
