package dev.visualsimilarity.tensors;

import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes a shard: a TFRecord file of {@code tensorflow.Example} messages with the features {@code
 * id}, {@code tensor} and {@code attributes}. It appears when {@link #commit()} is called.
 */
public final class TensorShardWriter implements Closeable {

  private final PendingObject object;
  private int crc;
  private long bytes;
  private int images;

  private TensorShardWriter(PendingObject object) {
    this.object = object;
  }

  /** Begins the shard that will be at {@code uri}. */
  public static TensorShardWriter begin(Storage storage, StorageUri uri) throws IOException {
    return new TensorShardWriter(storage.write(uri));
  }

  /** Writes a record. */
  public void write(TensorRecord record) throws IOException {
    write(TensorFrame.of(record));
  }

  /** Writes a record that was framed before. */
  public void write(TensorFrame frame) throws IOException {
    object.write(frame.head());
    object.write(frame.tensor());
    object.write(frame.foot());
    crc = Crc32c.combine(crc, frame.crc(), frame.length());
    bytes += frame.length();
    images++;
  }

  /** Bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /** Makes the shard visible, and says what it is. */
  public TensorShard commit() throws IOException {
    object.commit();
    return new TensorShard(images, new Checksum(bytes, crc));
  }

  /** Discards the shard unless it was committed. */
  @Override
  public void close() throws IOException {
    object.close();
  }
}
