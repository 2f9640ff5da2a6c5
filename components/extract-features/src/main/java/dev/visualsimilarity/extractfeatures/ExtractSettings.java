package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.storage.StorageUri;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the flags ask for.
 *
 * @param tensors the directory of the tensors
 * @param shard to work on, from 0
 * @param shardCount n: every n-th shard from {@code shard} on is worked on; 0 for that shard only
 * @param model that is run
 * @param precision to compute with
 * @param rules for the vectors
 * @param embeddings the directory to write into
 * @param format of the files in it
 * @param batchSize images in a call of the model; 0 for our choice
 * @param workers threads that call the model; 0 for one a core
 * @param maxRejectFraction the share of images that may be rejected, in [0, 1]
 */
record ExtractSettings(
    StorageUri tensors,
    int shard,
    int shardCount,
    ModelSpec model,
    Precision precision,
    VectorRules rules,
    StorageUri embeddings,
    DatapointFormat format,
    int batchSize,
    int workers,
    double maxRejectFraction) {

  private static final int MAX_BATCH = 4096;
  private static final int MAX_WORKERS = 1024;

  ExtractSettings {
    check("shard", shard, Integer.MAX_VALUE);
    check("shard count", shardCount, Integer.MAX_VALUE);
    check("batch size", batchSize, MAX_BATCH);
    check("workers", workers, MAX_WORKERS);
    RejectsLedger.checkFraction(maxRejectFraction);
    if (shardCount > 0) {
      check("shard", shard, shardCount - 1);
    }
    if (embeddings.path().isEmpty() || embeddings.path().equals("/")) {
      throw UserException.badParameter(
          "%s is no place for embeddings; give a directory below it".formatted(embeddings));
    }
  }

  /**
   * The shards to work on, of those that there are.
   *
   * @throws UserException if there is no such shard
   */
  List<Integer> shards(int existing) {
    if (shardCount == 0 && shard >= existing) {
      throw UserException.badParameter(
          "there is no shard %d in %s, which has %d shards, counted from 0"
              .formatted(shard, tensors, existing));
    }
    int step = shardCount == 0 ? existing : shardCount;
    return IntStream.range(0, existing).filter(i -> i % step == shard).boxed().toList();
  }

  /**
   * Images in a call of the model.
   *
   * @param fixed how many the model takes, where it fixes that; otherwise 0
   */
  int batchSize(int fixed) {
    int chosen = batchSize > 0 ? batchSize : precision.batchSize();
    return fixed > 0 ? fixed : chosen;
  }

  private static void check(String what, int value, int max) {
    if (value < 0 || value > max) {
      throw UserException.badParameter(
          "%s %d is out of range; allowed are 0 to %d".formatted(what, value, max));
    }
  }
}
