package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.storage.StorageUri;

/**
 * What the flags ask for.
 *
 * @param tensors the directory of the tensors
 * @param shard to work on, from 0
 * @param shardCount shards there are; 0 for what the manifest says
 * @param model that is run
 * @param embeddings the directory to write into
 * @param batchSize images in a call of the model; 0 for our choice
 * @param workers threads that call the model; 0 for one a core
 */
record ExtractSettings(
    StorageUri tensors,
    int shard,
    int shardCount,
    ModelSpec model,
    StorageUri embeddings,
    int batchSize,
    int workers) {

  private static final int MAX_BATCH = 4096;
  private static final int MAX_WORKERS = 1024;

  ExtractSettings {
    check("shard", shard, Integer.MAX_VALUE);
    check("shard count", shardCount, Integer.MAX_VALUE);
    check("batch size", batchSize, MAX_BATCH);
    check("workers", workers, MAX_WORKERS);
  }

  private static void check(String what, int value, int max) {
    if (value < 0 || value > max) {
      throw UserException.badParameter(
          "%s %d is out of range; allowed are 0 to %d".formatted(what, value, max));
    }
  }
}
