package dev.visualsimilarity.emulator.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what a {@link PayloadWriter} has written, in the same order. Not thread-safe. */
public final class PayloadReader implements Closeable {
  private static final int BUFFER_SIZE = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long unread;

  PayloadReader(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.unread = length;
  }

  /** A byte. */
  public byte readByte() throws IOException {
    return ready(Byte.BYTES).get();
  }

  /** An int32. */
  public int readInt() throws IOException {
    return ready(Integer.BYTES).getInt();
  }

  /** An int32 from 0 to {@code max}; {@code what} names it in errors. */
  public int readCount(String what, int max) throws IOException {
    int count = readInt();
    if (count < 0 || count > max) {
      throw IndexFileException.damaged(
          path, "it says %d %s, and there can be 0 to %d".formatted(count, what, max));
    }
    return count;
  }

  /** An int64. */
  public long readLong() throws IOException {
    return ready(Long.BYTES).getLong();
  }

  /** A float64. */
  public double readDouble() throws IOException {
    return ready(Double.BYTES).getDouble();
  }

  /** A text. */
  public String readText() throws IOException {
    long most = Math.min(Integer.MAX_VALUE, unread + buffer.remaining());
    byte[] bytes = new byte[readCount("bytes of a text", (int) most)];
    for (int read = 0; read < bytes.length; ) {
      int count = Math.min(bytes.length - read, ready(1).remaining());
      buffer.get(bytes, read, count);
      read += count;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Puts {@code count} float32 numbers into an array. */
  public void readFloats(float[] values, int offset, int count) throws IOException {
    for (int read = 0; read < count; ) {
      int next = Math.min(count - read, ready(Float.BYTES).remaining() / Float.BYTES);
      buffer.asFloatBuffer().get(values, offset + read, next);
      buffer.position(buffer.position() + next * Float.BYTES);
      read += next;
    }
  }

  /** Puts {@code count} int64 numbers into an array. */
  public void readLongs(long[] values, int offset, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      values[offset + i] = readLong();
    }
  }

  /** Refuses a payload that goes on. */
  public void requireEnd() throws IOException {
    if (unread + buffer.remaining() > 0) {
      throw IndexFileException.damaged(
          path, "%d bytes follow after its end".formatted(unread + buffer.remaining()));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private ByteBuffer ready(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      buffer.compact();
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + unread));
      unread -= buffer.remaining();
      boolean full = IndexFile.fill(channel, buffer);
      buffer.flip();
      if (!full || buffer.remaining() < bytes) {
        throw IndexFileException.damaged(path, "it ends too early");
      }
    }
    return buffer;
  }
}
