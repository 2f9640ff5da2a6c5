package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.digest.DigestSet;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.preprocess.resume.OpenShard;
import dev.visualsimilarity.preprocess.resume.ShardRecord;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorShard;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a directory of tensor shards, the records beside them and the manifest. A shard takes a
 * fixed number of consecutive items of the catalog, rejected ones included: which shard an item
 * belongs to depends on the catalog alone, and so does the number of shards, which the names need
 * before anything is decoded. Not thread safe.
 *
 * <p>Two runs that write to one directory at a time do not harm each other where they are to write
 * the same. Otherwise the last to write a file wins: every file is whole, but it takes the sums of
 * the manifest to see that a shard is of the other run. A later run makes such shards again.
 */
final class TensorSetWriter implements Closeable {

  private final Storage storage;
  private final StorageUri directory;
  private final DecodeOptions options;
  private final ShardPlan plan;
  private final List<TensorShard> shards = new ArrayList<>();
  private final DigestSet digests = new DigestSet();
  private OpenShard open;
  private ShardRecord kept;
  private int itemsOfShard;
  private int keptShards;

  private TensorSetWriter(
      Storage storage, StorageUri directory, DecodeOptions options, ShardPlan plan) {
    this.storage = storage;
    this.directory = directory;
    this.options = options;
    this.plan = plan;
  }

  /** Begins a directory; a manifest in it is removed, since it will not be true any more. */
  static TensorSetWriter begin(
      Storage storage, StorageUri directory, DecodeOptions options, ShardPlan plan)
      throws IOException {
    storage.delete(directory.resolve(TensorManifest.NAME));
    return new TensorSetWriter(storage, directory, options, plan);
  }

  /** Writes the next item. */
  void write(Outcome.Ready item) throws IOException {
    beginItem();
    openShard().write(item.image().key(), item.image().digest(), item.frame());
  }

  /** Leaves the next item out. */
  void reject(Outcome.Rejected item) throws IOException {
    beginItem();
    openShard().reject(item.image().key(), item.reject());
  }

  /**
   * Takes the next item, of a finished shard, as it is.
   *
   * @return what it was rejected for
   */
  Optional<Reject> keep() throws IOException {
    beginItem();
    if (kept == null) {
      StorageUri record = ShardRecord.uri(directory, shards.size(), plan.shardCount());
      kept = ShardRecord.read(storage, record).orElseThrow(() -> vanished(record));
      keptShards++;
    }
    return Optional.ofNullable(kept.rejects().get(itemsOfShard - 1));
  }

  /** How many finished shards were kept. */
  int keptShards() {
    return keptShards;
  }

  /** How many images have the same bytes as another one, of another item, that is counted not. */
  long duplicates() {
    return shards.stream().mapToLong(TensorShard::imageCount).sum() - digests.size();
  }

  /**
   * Completes the last shard, removes what an earlier run left under other names, and writes the
   * manifest. Where no shard has an image, nothing is left: neither shards nor a manifest.
   *
   * @return what is left
   * @throws IOException also if there were fewer items than announced
   */
  TensorManifest finish(String catalogUri) throws IOException {
    finishShard();
    if (shards.size() != plan.shardCount()) {
      throw changed();
    }
    TensorManifest manifest = new TensorManifest(catalogUri, options.spec(), shards);
    if (manifest.imageCount() == 0) {
      removeFilesBut(Set.of());
      return new TensorManifest(catalogUri, options.spec(), List.of());
    }
    Set<StorageUri> current = new HashSet<>();
    for (int k = 0; k < plan.shardCount(); k++) {
      current.add(TensorManifest.shard(directory, k, plan.shardCount()));
      current.add(ShardRecord.uri(directory, k, plan.shardCount()));
    }
    removeFilesBut(current);
    manifest.write(storage, directory);
    return manifest;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  private void beginItem() throws IOException {
    if (itemsOfShard == plan.shardSize()) {
      finishShard();
    }
    if (shards.size() == plan.shardCount()) {
      throw changed();
    }
    itemsOfShard++;
  }

  private OpenShard openShard() throws IOException {
    if (open == null) {
      open = OpenShard.begin(storage, directory, shards.size(), plan.shardCount(), options);
    }
    return open;
  }

  private void finishShard() throws IOException {
    if (itemsOfShard == 0) {
      return;
    }
    ShardRecord finished = kept == null ? open.commit() : kept;
    shards.add(finished.shard());
    finished.addImagesTo(digests);
    open = null;
    kept = null;
    itemsOfShard = 0;
  }

  private void removeFilesBut(Set<StorageUri> current) throws IOException {
    for (StorageObject object : storage.list(directory)) {
      StorageUri uri = object.uri();
      if (uri.parent().equals(directory)
          && ShardRecord.isShardOrRecord(uri)
          && !current.contains(uri)) {
        storage.delete(uri);
      }
    }
  }

  private static IOException changed() {
    return new IOException("the catalog changed while it was being read; run again");
  }

  private static IOException vanished(StorageUri record) {
    return new IOException("%s was removed by another run; run again".formatted(record));
  }
}
