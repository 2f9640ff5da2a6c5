package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShardReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs a model over the records of shards, one shard at a time: one thread reads, some call the
 * model, and the caller's own takes the vectors in the order of the records. Memory is taken once,
 * for a bounded number of batches, whatever the shards hold. For one caller.
 */
final class VectorPipeline implements AutoCloseable {

  private final FeatureExtractor extractor;
  private final int batchSize;
  private final int workers;
  private final StageTimes times;
  private final ExecutorService reader = Executors.newSingleThreadExecutor();
  private final ExecutorService callers;
  private final List<InputBatch> memory = new ArrayList<>();
  private final BlockingQueue<InputBatch> free;

  VectorPipeline(FeatureExtractor extractor, int batchSize, int workers, StageTimes times) {
    this.extractor = extractor;
    this.batchSize = batchSize;
    this.workers = workers;
    this.times = times;
    this.callers = Executors.newFixedThreadPool(workers);
    // One batch is filled for each that is run, so that no caller waits for the reader.
    this.free = new ArrayBlockingQueue<>(2 * workers);
  }

  /** Takes vectors in the order of the records; their components may be NaN or infinite. */
  @FunctionalInterface
  interface Sink {
    void take(List<Datapoint> batch) throws IOException;
  }

  /**
   * Runs the model over the next records of a shard.
   *
   * @param images how many; fewer if the shard ends before
   * @throws IOException of the shard or of the sink
   */
  void run(TensorShardReader shard, int images, Sink sink) throws IOException {
    BlockingQueue<Future<List<Datapoint>>> results = new ArrayBlockingQueue<>(4 * workers);
    Future<?> reading = reader.submit(() -> read(shard, images, results));
    try {
      List<Datapoint> batch = results.take().get();
      while (!batch.isEmpty()) {
        sink.take(batch);
        batch = results.take().get();
      }
      reading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException("the model failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the model ran", e);
    }
  }

  @Override
  public void close() {
    // Memory and model are closed next, which must not happen under a running call.
    ThreadPools.stop(List.of(reader, callers));
    memory.forEach(InputBatch::close);
  }

  private Void read(
      TensorShardReader shard, int images, BlockingQueue<Future<List<Datapoint>>> results)
      throws InterruptedException {
    try {
      for (int left = images; left > 0; left -= batchSize) {
        InputBatch batch = memory(Math.min(batchSize, left));
        List<TensorRecord> records = fill(batch, shard);
        if (!records.isEmpty()) {
          results.put(callers.submit(() -> extract(batch, records)));
        }
        if (records.size() < batch.count()) {
          break;
        }
      }
      results.put(CompletableFuture.completedFuture(List.of()));
    } catch (IOException | RuntimeException e) {
      results.put(CompletableFuture.failedFuture(e));
    }
    return null;
  }

  private List<TensorRecord> fill(InputBatch batch, TensorShardReader shard) throws IOException {
    long start = System.nanoTime();
    long bytes = shard.bytes();
    List<TensorRecord> records = new ArrayList<>(batch.count());
    Optional<TensorRecord> record = shard.next(batch.image(0));
    while (record.isPresent()) {
      records.add(record.get());
      record =
          records.size() < batch.count()
              ? shard.next(batch.image(records.size()))
              : Optional.empty();
    }
    times.read(System.nanoTime() - start, shard.bytes() - bytes);
    return records;
  }

  private List<Datapoint> extract(InputBatch batch, List<TensorRecord> records)
      throws InterruptedException {
    long start = System.nanoTime();
    float[][] vectors = extractor.extract(batch);
    times.inferred(System.nanoTime() - start);
    free.put(batch);
    List<Datapoint> datapoints = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      TensorRecord record = records.get(i);
      datapoints.add(new Datapoint(record.id(), vectors[i], record.attributes()));
    }
    return datapoints;
  }

  /** Memory for a batch; the last batch of a shard may be a smaller one. */
  private InputBatch memory(int count) throws InterruptedException {
    if (memory.size() < 2 * workers) {
      InputBatch batch = extractor.batch(count);
      memory.add(batch);
      return batch;
    }
    InputBatch batch = free.take();
    if (batch.count() == count) {
      return batch;
    }
    memory.remove(batch);
    batch.close();
    return memory(count);
  }
}
