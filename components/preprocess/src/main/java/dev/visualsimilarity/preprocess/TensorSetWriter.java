package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardWriter;
import dev.visualsimilarity.tensors.TensorSpec;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a directory of tensor shards and its manifest. A shard takes a fixed number of consecutive
 * items of the catalog, rejected ones included: which shard an item belongs to depends on the
 * catalog alone, and so does the number of shards, which the names need before anything is decoded.
 */
final class TensorSetWriter implements Closeable {

  private static final String SHARD_SUFFIX = ".tfrecord";

  private final Storage storage;
  private final StorageUri directory;
  private final int shardSize;
  private final int shardCount;
  private final List<TensorShard> shards = new ArrayList<>();
  private TensorShardWriter shard;
  private int itemsOfShard;
  private long bytes;

  private TensorSetWriter(Storage storage, StorageUri directory, int shardSize, int shardCount) {
    this.storage = storage;
    this.directory = directory;
    this.shardSize = shardSize;
    this.shardCount = shardCount;
  }

  /**
   * Begins a directory; a manifest that is in it is removed, since it will not be true any more.
   *
   * @param items of the catalog
   */
  static TensorSetWriter begin(Storage storage, StorageUri directory, int shardSize, long items)
      throws IOException {
    storage.delete(directory.resolve(TensorManifest.NAME));
    int shardCount = Math.toIntExact((items + shardSize - 1) / shardSize);
    return new TensorSetWriter(storage, directory, shardSize, shardCount);
  }

  /** Writes the next item. */
  void write(TensorRecord record) throws IOException {
    beginItem();
    shard.write(record);
  }

  /** Leaves the next item out. */
  void skip() throws IOException {
    beginItem();
  }

  /** Bytes of the shards that are complete. */
  long bytes() {
    return bytes;
  }

  /**
   * Completes the last shard, removes shards of an earlier run under other names, and writes the
   * manifest. Where no shard has an image, nothing is left: neither shards nor a manifest.
   *
   * @return what is left
   * @throws IOException also if there were fewer items than announced
   */
  TensorManifest finish(String catalogUri, TensorSpec spec) throws IOException {
    finishShard();
    if (shards.size() != shardCount) {
      throw changed();
    }
    TensorManifest manifest = new TensorManifest(catalogUri, spec, shards);
    if (manifest.imageCount() == 0) {
      removeShardsBut(Set.of());
      return new TensorManifest(catalogUri, spec, List.of());
    }
    removeShardsBut(
        IntStream.range(0, shardCount)
            .mapToObj(k -> TensorManifest.shard(directory, k, shardCount))
            .collect(Collectors.toSet()));
    manifest.write(storage, directory);
    return manifest;
  }

  @Override
  public void close() throws IOException {
    if (shard != null) {
      shard.close();
    }
  }

  private void beginItem() throws IOException {
    if (itemsOfShard == shardSize) {
      finishShard();
    }
    if (shard == null) {
      if (shards.size() == shardCount) {
        throw changed();
      }
      StorageUri uri = TensorManifest.shard(directory, shards.size(), shardCount);
      shard = TensorShardWriter.begin(storage, uri);
    }
    itemsOfShard++;
  }

  private void finishShard() throws IOException {
    if (shard == null) {
      return;
    }
    TensorShard finished = shard.commit();
    bytes += finished.checksum().size();
    shards.add(finished);
    shard = null;
    itemsOfShard = 0;
  }

  private void removeShardsBut(Set<StorageUri> kept) throws IOException {
    for (StorageObject object : storage.list(directory)) {
      String name = object.uri().name();
      boolean isShard = name.startsWith("tensors-") && name.endsWith(SHARD_SUFFIX);
      if (isShard && object.uri().parent().equals(directory) && !kept.contains(object.uri())) {
        storage.delete(object.uri());
      }
    }
  }

  private static IOException changed() {
    return new IOException("the catalog changed while it was being read; run again");
  }
}
