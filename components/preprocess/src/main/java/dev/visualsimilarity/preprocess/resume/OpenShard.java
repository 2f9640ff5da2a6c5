package dev.visualsimilarity.preprocess.resume;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorFrame;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** A shard that is being written, with what its record will say. Not thread safe. */
public final class OpenShard implements Closeable {

  private final Storage storage;
  private final StorageUri record;
  private final TensorShardWriter writer;
  private final InputFingerprint inputs;
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private final Map<Integer, Reject> rejects = new TreeMap<>();
  private int items;

  private OpenShard(
      Storage storage, StorageUri record, TensorShardWriter writer, DecodeOptions options) {
    this.storage = storage;
    this.record = record;
    this.writer = writer;
    this.inputs = new InputFingerprint(options);
  }

  /** Begins a shard; the record of an earlier one is removed before the shard can be replaced. */
  public static OpenShard begin(
      Storage storage, StorageUri directory, int shard, int shardCount, DecodeOptions options)
      throws IOException {
    StorageUri record = ShardRecord.uri(directory, shard, shardCount);
    storage.delete(record);
    StorageUri uri = TensorManifest.shard(directory, shard, shardCount);
    return new OpenShard(storage, record, TensorShardWriter.begin(storage, uri), options);
  }

  /** Writes the next item. */
  public void write(byte[] itemKey, byte[] imageDigest, TensorFrame frame) throws IOException {
    writer.write(frame);
    inputs.add(itemKey);
    digests.writeBytes(imageDigest);
    items++;
  }

  /** Leaves the next item out. */
  public void reject(byte[] itemKey, Reject reject) {
    inputs.add(itemKey);
    rejects.put(items, reject);
    items++;
  }

  /** Makes the shard visible and, after it, its record. */
  public ShardRecord commit() throws IOException {
    TensorShard shard = writer.commit();
    ShardRecord finished =
        new ShardRecord(
            inputs.finish(),
            shard,
            Base64.getEncoder().encodeToString(digests.toByteArray()),
            rejects);
    finished.write(storage, record);
    return finished;
  }

  /** Discards the shard unless it was committed. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
