package dev.visualsimilarity.tensors;

import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the records of a shard that {@link TensorShardWriter} wrote, and checks every sum. */
public final class TensorShardReader implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
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
            new BufferedInputStream(storage.read(uri), BUFFER_BYTES),
            spec.bytes() + MAX_BYTES_BESIDE_TENSOR));
  }

  /**
   * The next record; empty at the end.
   *
   * @throws IOException also if the shard is damaged, which the message says with its URI
   */
  public Optional<TensorRecord> next() throws IOException {
    try {
      Optional<byte[]> data = records.next();
      if (data.isEmpty()) {
        return Optional.empty();
      }
      TensorRecord record = TensorExample.parse(data.get());
      if (record.tensor().remaining() != spec.bytes()) {
        throw new IOException(
            "the tensor of '%s' has %d bytes, not the %d of %s"
                .formatted(record.id(), record.tensor().remaining(), spec.bytes(), spec));
      }
      return Optional.of(record);
    } catch (IOException e) {
      throw new IOException("shard %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
