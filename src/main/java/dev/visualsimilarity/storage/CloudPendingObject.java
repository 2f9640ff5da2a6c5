package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;

/**
 * A resumable upload: Cloud Storage shows the object when the upload is finalised. An upload that
 * is never finalised shows nothing and expires after a week.
 */
final class CloudPendingObject extends PendingObject {

  private static final int CHUNK_BYTES = 32 * CloudUpload.QUANTUM;

  private final CloudUpload upload;
  private final StorageUri uri;
  private byte[] chunk = new byte[CloudUpload.QUANTUM];
  private int used;
  private long sent;

  CloudPendingObject(CloudUpload upload, StorageUri uri) {
    this.upload = upload;
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
      if (used == CHUNK_BYTES) {
        send(false);
      } else if (used == chunk.length) {
        chunk = Arrays.copyOf(chunk, Math.min(CHUNK_BYTES, 2 * chunk.length));
      }
      int count = Math.min(chunk.length - used, end - from);
      System.arraycopy(bytes, from, chunk, used, count);
      used += count;
      from += count;
    }
  }

  @Override
  public void commit() throws IOException {
    send(true);
  }

  // An upload is given up by leaving it as it is.
  @Override
  public void close() {}

  private void send(boolean last) throws IOException {
    try {
      upload.send(chunk, used, sent, last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("writing " + uri);
      interrupted.initCause(e);
      throw interrupted;
    } catch (Exception e) {
      throw CloudError.of(e, CloudError.Access.WRITE, uri);
    }
    sent += used;
    used = 0;
  }
}
