package dev.visualsimilarity.tensors;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;

/**
 * Reads the records of a shard that {@link TensorShardWriter} wrote, and checks every sum. The
 * bytes of a tensor go from a local file straight into memory of the caller.
 */
public final class TensorShardReader implements Closeable {

  // An id and attributes are far smaller than this; a damaged length seldom is.
  private static final int MAX_BYTES_BESIDE_TENSOR = 1 << 24;

  private final StorageUri uri;
  private final TensorSpec spec;
  private final TfRecordReader records;

  private TensorShardReader(StorageUri uri, TensorSpec spec, TfRecordReader records) {
    this.uri = uri;
    this.spec = spec;
    this.records = records;
  }

  /** Opens the shard at {@code uri}, whose tensors are {@code spec}. */
  public static TensorShardReader open(Storage storage, StorageUri uri, TensorSpec spec)
      throws IOException {
    return new TensorShardReader(
        uri,
        spec,
        new TfRecordReader(
            Channels.newChannel(storage.read(uri)), spec.bytes() + MAX_BYTES_BESIDE_TENSOR));
  }

  /**
   * The next record; empty at the end.
   *
   * @throws DamagedShardException if the shard is not what was written, which the message says with
   *     its URI
   */
  public Optional<TensorRecord> next() throws IOException {
    return next(ByteBuffer.allocate(spec.bytes()));
  }

  /**
   * The next record, whose tensor is put into memory of the caller; empty at the end.
   *
   * @param tensor as many bytes as a tensor has; its position stays as it is
   * @throws DamagedShardException as {@link #next()} does; {@code tensor} may be filled then
   */
  public Optional<TensorRecord> next(ByteBuffer tensor) throws IOException {
    try {
      int length = records.begin();
      if (length < 0) {
        return Optional.empty();
      }
      TensorRecord record = read(length, tensor.slice());
      records.end();
      return Optional.of(record);
    } catch (DamagedShardException | InvalidProtocolBufferException e) {
      throw damaged(e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException("shard %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /** Bytes read so far. */
  public long bytes() {
    return records.bytes();
  }

  /**
   * Checks, after the last record, that the file was the one that was meant.
   *
   * @throws DamagedShardException if it was another one, whole as that may be
   */
  public void check(Checksum expected) throws IOException {
    if (!records.checksum().equals(expected)) {
      throw damaged("size or CRC32C are not those of the manifest", null);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /** Reads the tensor in place if it comes last, as it does in shards of ours. */
  private TensorRecord read(int length, ByteBuffer tensor) throws IOException {
    byte[] head = new byte[Math.max(0, length - spec.bytes())];
    records.read(ByteBuffer.wrap(head));
    Optional<TensorRecord> found = TensorExample.parseHead(head, tensor);
    if (found.isPresent()) {
      records.read(tensor.duplicate());
      return found.get();
    }
    byte[] whole = new byte[length];
    System.arraycopy(head, 0, whole, 0, head.length);
    records.read(ByteBuffer.wrap(whole, head.length, length - head.length));
    TensorRecord record = TensorExample.parse(whole);
    if (record.tensor().remaining() != spec.bytes()) {
      throw new DamagedShardException(
          "the tensor of '%s' has %d bytes, not the %d of %s"
              .formatted(record.id(), record.tensor().remaining(), spec.bytes(), spec));
    }
    tensor.duplicate().put(record.tensor());
    return new TensorRecord(record.id(), tensor, record.attributes());
  }

  private DamagedShardException damaged(String what, IOException cause) {
    return new DamagedShardException(
        "shard %s: %s; run preprocess again".formatted(uri, what), cause);
  }
}
