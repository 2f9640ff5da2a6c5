package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An object being written. Closed without {@link #commit()}, it leaves nothing behind. */
public abstract class PendingObject extends OutputStream {

  private static final int CHUNK_BYTES = 1 << 16;

  /** Writes what remains in a buffer, of any kind; leaves nothing in it. */
  public void write(ByteBuffer bytes) throws IOException {
    byte[] chunk = new byte[Math.min(CHUNK_BYTES, bytes.remaining())];
    while (bytes.hasRemaining()) {
      int length = Math.min(chunk.length, bytes.remaining());
      bytes.get(chunk, 0, length);
      write(chunk, 0, length);
    }
  }

  /** Finishes the object and makes it visible under its name, replacing what was there. */
  public abstract void commit() throws IOException;

  /** Discards the object unless it was committed. */
  @Override
  public abstract void close() throws IOException;
}
