package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of index data in a directory: {@code embeddings-00000-of-00007.json}, one
 * for each shard of tensors.
 */
final class EmbeddingFile {

  private static final Pattern NAME = Pattern.compile("embeddings-\\d+-of-(\\d+)(\\..*)");

  private EmbeddingFile() {}

  static StorageUri of(StorageUri directory, int shard, int shardCount, DatapointFormat format) {
    return directory.resolve(
        "embeddings-%05d-of-%05d%s".formatted(shard, shardCount, format.suffix()));
  }

  /**
   * Checks that a directory holds nothing of a run with another number of shards or in another
   * format: an index would get the items of both.
   *
   * @throws UserException if it does
   */
  static void checkDirectory(
      Storage storage, StorageUri directory, int shardCount, DatapointFormat format)
      throws IOException {
    for (StorageObject object : storage.list(directory)) {
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
  }
}
