package dev.visualsimilarity.tensors;

import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes a shard: a TFRecord file of {@code tensorflow.Example} messages with the features {@code
 * id}, {@code tensor} and {@code attributes}. It appears when {@link #commit()} is called.
 */
public final class TensorShardWriter implements Closeable {

  private final PendingObject object;
  private final CRC32C crc = new CRC32C();
  private final CRC32C crcOfFile = new CRC32C();
  private long bytes;
  private int images;

  private TensorShardWriter(PendingObject object) {
    this.object = object;
  }

  /** Begins the shard that will be at {@code uri}. */
  public static TensorShardWriter begin(Storage storage, StorageUri uri) throws IOException {
    return new TensorShardWriter(storage.write(uri));
  }

  /** Writes a record; its tensor must be on an accessible array. */
  public void write(TensorRecord record) throws IOException {
    byte[] prefix = TensorExample.prefix(record);
    ByteBuffer tensor = record.tensor();
    byte[] array = tensor.array();
    int offset = tensor.arrayOffset() + tensor.position();
    crc.reset();
    crc.update(prefix);
    crc.update(array, offset, tensor.remaining());
    write(TfRecord.header((long) prefix.length + tensor.remaining()));
    write(prefix);
    write(array, offset, tensor.remaining());
    write(TfRecord.footer(crc));
    images++;
  }

  private void write(byte[] part) throws IOException {
    write(part, 0, part.length);
  }

  private void write(byte[] array, int offset, int length) throws IOException {
    object.write(array, offset, length);
    crcOfFile.update(array, offset, length);
    bytes += length;
  }

  /** Bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /** Makes the shard visible, and says what it is. */
  public TensorShard commit() throws IOException {
    object.commit();
    return new TensorShard(images, new Checksum(bytes, (int) crcOfFile.getValue()));
  }

  /** Discards the shard unless it was committed. */
  @Override
  public void close() throws IOException {
    object.close();
  }
}
