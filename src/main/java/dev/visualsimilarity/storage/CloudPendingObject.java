package dev.visualsimilarity.storage;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A resumable upload: Cloud Storage shows the object when the upload is finalised. An upload that
 * is never finalised shows nothing and expires after a week.
 */
final class CloudPendingObject extends PendingObject {

  private static final int BUFFER_BYTES = 1 << 18;

  private final WriteChannel channel;
  private final StorageUri uri;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  CloudPendingObject(WriteChannel channel, StorageUri uri) {
    this.channel = channel;
    this.uri = uri;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int count = Math.min(buffer.remaining(), end - from);
      buffer.put(bytes, from, count);
      from += count;
    }
  }

  @Override
  public void commit() throws IOException {
    drain();
    try {
      channel.close();
    } catch (StorageException | IOException e) {
      throw CloudError.of(e, CloudError.Access.WRITE, uri);
    }
  }

  // Closing the channel would finalise the upload; leaving it open is how it is given up.
  @Override
  public void close() {}

  private void drain() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (StorageException | IOException e) {
      throw CloudError.of(e, CloudError.Access.WRITE, uri);
    }
    buffer.clear();
  }
}
