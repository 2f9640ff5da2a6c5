package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.indexdata.BatchErrorType;
import dev.visualsimilarity.indexdata.Finding;
import dev.visualsimilarity.indexdata.IndexDataFiles;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of index data in a directory: {@code embeddings-00000-of-00007.json}, one
 * for each shard of tensors.
 */
final class EmbeddingFile {

  private static final Pattern NAME = Pattern.compile("embeddings-\\d+-of-(\\d+)(\\..*)");
  private static final Set<String> OTHERS =
      Set.of(BatchErrorType.UNSUPPORTED_FILE.name(), BatchErrorType.SUB_DIRECTORY.name());

  private EmbeddingFile() {}

  static StorageUri of(StorageUri directory, int shard, int shardCount, DatapointFormat format) {
    return directory.resolve(
        "embeddings-%05d-of-%05d%s".formatted(shard, shardCount, format.suffix()));
  }

  /**
   * Checks that a directory holds nothing of a run with another number of shards or in another
   * format: an index would get the items of both. Nor may there be what no index takes.
   *
   * @throws UserException if it does
   */
  static void checkDirectory(
      Storage storage, StorageUri directory, int shardCount, DatapointFormat format)
      throws IOException {
    List<StorageObject> objects = storage.list(directory);
    for (StorageObject object : objects) {
      Matcher name = NAME.matcher(object.uri().name());
      if (name.matches() && !name.group(1).equals("%05d".formatted(shardCount))) {
        throw UserException.badParameter(
            "%s is of a run with another number of shards than %d; give an empty directory or remove it"
                .formatted(object.uri(), shardCount));
      }
      if (name.matches() && !name.group(2).equals(format.suffix())) {
        throw UserException.badParameter(
            "%s is of a run with another format than %s; give an empty directory or remove it"
                .formatted(object.uri(), format.wireName()));
      }
    }
    if (!objects.isEmpty()) {
      checkOthers(IndexDataFiles.list(storage, directory));
    }
  }

  private static void checkOthers(IndexDataFiles files) {
    for (Finding mistake : files.mistakes()) {
      if (OTHERS.contains(mistake.errorType())) {
        throw UserException.badParameter(
            "%s cannot take embeddings, since no index could be built of it with what it holds: %s: %s; give an empty directory"
                .formatted(files.directory(), mistake.file(), mistake.message()));
      }
    }
  }
}
