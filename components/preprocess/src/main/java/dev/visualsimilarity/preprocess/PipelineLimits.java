package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.tensors.TensorSpec;

/**
 * How much is under way at a time.
 *
 * @param readers threads that read images
 * @param decoders threads that decode batches
 * @param batchSize images of a batch
 * @param batches batches being read or decoded, or waiting to be written
 */
record PipelineLimits(int readers, int decoders, int batchSize, int batches) {

  // Reading from Cloud Storage is waiting for it; local files only need to be ahead of decoding.
  private static final int CLOUD_READERS = 32;
  private static final int LOCAL_READERS = 4;
  private static final int MAX_BATCH = 8;
  private static final long MAX_TENSOR_BYTES = 1L << 28;

  /**
   * Limits for a machine.
   *
   * @param cloud whether any of the images may be in Cloud Storage
   */
  static PipelineLimits of(boolean cloud, TensorSpec spec, int cores) {
    int readers = cloud ? CLOUD_READERS : LOCAL_READERS;
    long affordable = Math.max(2, MAX_TENSOR_BYTES / spec.bytes());
    int batchSize = (int) Math.min(MAX_BATCH, Math.max(1, affordable / (2L * cores)));
    // While the disk is waited for, decoding goes on; more would only take more memory.
    int wanted = 2 * cores + 2 * readers / batchSize;
    return new PipelineLimits(
        readers, cores, batchSize, (int) Math.max(2, Math.min(wanted, affordable / batchSize)));
  }
}
