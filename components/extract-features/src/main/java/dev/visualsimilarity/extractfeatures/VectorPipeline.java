package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShardReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs a model over the records of a shard on several threads and hands the vectors out, batch by
 * batch, in the order of the records. A bounded number of batches is under way. For one thread.
 */
final class VectorPipeline implements AutoCloseable {

  private static final double NANOS = 1e9;

  private final TensorShardReader shard;
  private final FeatureExtractor extractor;
  private final int batchSize;
  private final int depth;
  private final ExecutorService callers;
  private final Deque<Future<List<Datapoint>>> underWay = new ArrayDeque<>();
  private final LongAdder inferNanos = new LongAdder();
  private boolean atEnd;

  VectorPipeline(TensorShardReader shard, FeatureExtractor extractor, int batchSize, int workers) {
    this.shard = shard;
    this.extractor = extractor;
    this.batchSize = batchSize;
    // One batch waits for each that is run, so that no caller waits for the reader.
    this.depth = 2 * workers;
    this.callers = Executors.newFixedThreadPool(workers);
  }

  /** The next vectors, whose components may be NaN or infinite; empty at the end. */
  List<Datapoint> next() throws IOException {
    fill();
    if (underWay.isEmpty()) {
      return List.of();
    }
    try {
      return underWay.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException("the model failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the model ran", e);
    }
  }

  /** The time that the threads spent in the model, summed. */
  double inferSeconds() {
    return inferNanos.sum() / NANOS;
  }

  @Override
  public void close() {
    // The extractor is closed next, which must not happen under a running call.
    ThreadPools.stop(List.of(callers));
  }

  private void fill() throws IOException {
    while (!atEnd && underWay.size() < depth) {
      List<TensorRecord> batch = new ArrayList<>(batchSize);
      while (!atEnd && batch.size() < batchSize) {
        Optional<TensorRecord> record = shard.next();
        record.ifPresentOrElse(batch::add, () -> atEnd = true);
      }
      if (!batch.isEmpty()) {
        underWay.add(callers.submit(() -> extract(batch)));
      }
    }
  }

  private List<Datapoint> extract(List<TensorRecord> batch) {
    long start = System.nanoTime();
    float[][] vectors = extractor.extract(batch.stream().map(TensorRecord::tensor).toList());
    inferNanos.add(System.nanoTime() - start);
    List<Datapoint> datapoints = new ArrayList<>(batch.size());
    for (int i = 0; i < vectors.length; i++) {
      TensorRecord record = batch.get(i);
      datapoints.add(new Datapoint(record.id(), vectors[i], record.attributes()));
    }
    return datapoints;
  }
}
