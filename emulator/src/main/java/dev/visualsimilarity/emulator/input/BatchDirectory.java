package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one batch: data files directly in the directory, files of ids to delete in its
 * sub-directory {@code delete/}, and nothing else.
 *
 * @param dataFiles JSON Lines, CSV and Avro, in the order of their names
 * @param deleteFiles one id a line
 */
public record BatchDirectory(List<StorageObject> dataFiles, List<StorageObject> deleteFiles) {
  /** The service takes no more data files in one batch. */
  static final int MAX_FILES = 5000;

  private static final String DELETE_DIRECTORY = "delete";

  /** Copies the lists. */
  public BatchDirectory {
    dataFiles = List.copyOf(dataFiles);
    deleteFiles = List.copyOf(deleteFiles);
  }

  /**
   * Lists a directory and holds it to the rules.
   *
   * @throws NoSuchFileException if there is nothing there
   * @throws BatchException if it holds what a batch may not
   */
  public static BatchDirectory list(Storage storage, StorageUri directory)
      throws IOException, BatchException {
    if (storage.find(directory).isPresent()) {
      throw new BatchException(
          "contentsDeltaUri %s is a file; give the directory that holds the data files"
              .formatted(directory));
    }
    List<StorageObject> data = new ArrayList<>();
    List<StorageObject> deletes = new ArrayList<>();
    for (StorageObject object : storage.list(directory)) {
      StorageUri parent = object.uri().parent();
      if (parent.equals(directory)) {
        requireReadable(object.uri());
        data.add(object);
      } else if (parent.equals(directory.resolve(DELETE_DIRECTORY))) {
        deletes.add(object);
      } else {
        throw new BatchException(
            "%s is in a sub-directory of %s; data files must be directly in it, and only delete/ may be below"
                .formatted(object.uri(), directory));
      }
    }
    if (data.isEmpty() && deletes.isEmpty()) {
      throw new NoSuchFileException(directory.toString());
    }
    if (data.size() > MAX_FILES) {
      throw new BatchException(
          "%s holds %d data files; a batch has at most %d"
              .formatted(directory, data.size(), MAX_FILES));
    }
    return new BatchDirectory(data, deletes);
  }

  private static void requireReadable(StorageUri file) throws BatchException {
    if (DatapointFormat.ofFileName(file.name()).isEmpty()) {
      throw new BatchException(
          "%s is no data file: its name must end with .json, .csv or .avro".formatted(file));
    }
  }
}
