package dev.visualsimilarity.preprocess.resume;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogRow;
import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds the shards of a directory that an earlier run finished and that this one would only make
 * again: those with a record, whose inputs have the fingerprint that it says, and whose file has
 * the size and the CRC-32C that it says. Local images and shards are read for that, by several
 * threads, but nothing is decoded; of objects in Cloud Storage only the metadata is asked for. For
 * one thread.
 */
public final class FinishedShards implements AutoCloseable {

  private static final int ITEMS_UNDER_WAY_A_THREAD = 16;

  private final Storage storage;
  private final StorageUri directory;
  private final int shardCount;
  private final int maxUnderWay;
  private final ExecutorService pool;

  /** What the record of a shard says. */
  private record Claim(String inputs, Checksum checksum) {}

  private final Map<Integer, Claim> claims = new TreeMap<>();

  /**
   * Prepares to look at a directory.
   *
   * @param shardCount shards of this run; those of a run with another number are not looked at
   * @param threads that read images and shards at a time
   */
  public FinishedShards(Storage storage, StorageUri directory, int shardCount, int threads) {
    this.storage = storage;
    this.directory = directory;
    this.shardCount = shardCount;
    this.maxUnderWay = threads * ITEMS_UNDER_WAY_A_THREAD;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  /**
   * Looks for shards that have a record and a file of the size that it says.
   *
   * @return whether there is any, and {@link #verify} is worth its time
   */
  public boolean look() throws IOException {
    Map<StorageUri, Long> sizes = new HashMap<>();
    for (StorageObject object : storage.list(directory)) {
      if (ShardRecord.isShardOrRecord(object.uri())) {
        sizes.put(object.uri(), object.size());
      }
    }
    Map<Integer, Future<Optional<ShardRecord>>> records = new TreeMap<>();
    for (int k = 0; k < shardCount; k++) {
      StorageUri record = ShardRecord.uri(directory, k, shardCount);
      if (sizes.containsKey(record)) {
        records.put(k, pool.submit(() -> ShardRecord.read(storage, record)));
      }
    }
    for (Map.Entry<Integer, Future<Optional<ShardRecord>>> entry : records.entrySet()) {
      Long size = sizes.get(TensorManifest.shard(directory, entry.getKey(), shardCount));
      result(entry.getValue())
          .map(record -> new Claim(record.inputs(), record.shard().checksum()))
          .filter(claim -> size != null && claim.checksum.size() == size)
          .ifPresent(claim -> claims.put(entry.getKey(), claim));
    }
    return !claims.isEmpty();
  }

  /**
   * Verifies what the records say.
   *
   * @param rows of the catalog
   * @param shardSize items a shard
   * @return the numbers of the shards that are finished
   */
  public Set<Integer> verify(
      Iterator<? extends CatalogRow> rows, int shardSize, DecodeOptions options)
      throws IOException {
    removeOthers(rows, shardSize, options);
    Map<Integer, Future<Boolean>> intact = new TreeMap<>();
    claims.forEach((shard, claim) -> intact.put(shard, pool.submit(() -> isIntact(shard, claim))));
    Set<Integer> finished = new TreeSet<>();
    for (Map.Entry<Integer, Future<Boolean>> entry : intact.entrySet()) {
      if (result(entry.getValue())) {
        finished.add(entry.getKey());
      }
    }
    return finished;
  }

  @Override
  public void close() {
    ThreadPools.stop(List.of(pool));
  }

  /** Removes the claims of shards that have other inputs now. */
  private void removeOthers(
      Iterator<? extends CatalogRow> rows, int shardSize, DecodeOptions options)
      throws IOException {
    Deque<Future<byte[]>> underWay = new ArrayDeque<>();
    Map<Integer, InputFingerprint> fingerprints = new TreeMap<>();
    Deque<Integer> shards = new ArrayDeque<>();
    long items = 0;
    while (rows.hasNext()) {
      if (rows.next() instanceof CatalogItem item) {
        int shard = (int) (items / shardSize);
        if (claims.containsKey(shard)) {
          underWay.add(pool.submit(() -> ItemKey.find(item, storage)));
          shards.add(shard);
        }
        items++;
      }
      while (underWay.size() > maxUnderWay || (!rows.hasNext() && !underWay.isEmpty())) {
        fingerprints
            .computeIfAbsent(shards.remove(), k -> new InputFingerprint(options))
            .add(result(underWay.remove()));
      }
    }
    claims
        .entrySet()
        .removeIf(
            entry -> {
              InputFingerprint now = fingerprints.get(entry.getKey());
              return now == null || !now.finish().equals(entry.getValue().inputs);
            });
  }

  private boolean isIntact(int shard, Claim claim) throws IOException {
    try {
      return storage
          .checksum(TensorManifest.shard(directory, shard, shardCount))
          .equals(claim.checksum);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw new IllegalStateException("an earlier run's shard cannot be looked at", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking at an earlier run's shards", e);
    }
  }
}
