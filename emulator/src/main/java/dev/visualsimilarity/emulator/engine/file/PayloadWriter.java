package dev.visualsimilarity.emulator.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes a new file: a {@link Header}, then the payload. All numbers are little-endian; a text is
 * the number of its bytes (int32) and its UTF-8. Not thread-safe.
 */
public final class PayloadWriter implements Closeable {
  private static final int BUFFER_SIZE = 1 << 18;

  private final FileChannel channel;
  private final String kind;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private long length;

  /** Begins a file that must not exist, with a payload of some kind (16 letters at most). */
  public PayloadWriter(Path path, String kind) throws IOException {
    this.kind = kind;
    this.channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    channel.position(Header.SIZE);
  }

  /** A byte. */
  public void writeByte(int value) throws IOException {
    room(Byte.BYTES).put((byte) value);
  }

  /** An int32. */
  public void writeInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  /** An int64. */
  public void writeLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  /** A float64. */
  public void writeDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  /** A text. */
  public void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeInt(bytes.length);
    for (int written = 0; written < bytes.length; ) {
      int count = Math.min(bytes.length - written, room(1).remaining());
      buffer.put(bytes, written, count);
      written += count;
    }
  }

  /** Float32 numbers, without their count. */
  public void writeFloats(float[] values, int offset, int count) throws IOException {
    for (int written = 0; written < count; ) {
      int next = Math.min(count - written, room(Float.BYTES).remaining() / Float.BYTES);
      buffer.asFloatBuffer().put(values, offset + written, next);
      buffer.position(buffer.position() + next * Float.BYTES);
      written += next;
    }
  }

  /** Int64 numbers, without their count. */
  public void writeLongs(long[] values, int offset, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      writeLong(values[offset + i]);
    }
  }

  /**
   * Ends the file: when this returns, it is on the disk.
   *
   * @return the payload's checksum
   */
  public int finish() throws IOException {
    flush();
    Header header = new Header(kind, length, (int) checksum.getValue());
    ByteBuffer bytes = header.toBytes();
    channel.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
    return header.checksum();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    length += buffer.remaining();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
