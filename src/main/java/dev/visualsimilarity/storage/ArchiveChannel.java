package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of an archive as a channel, for the parsers of directories: they jump about in small
 * steps, and each jump would be a request. What was read last is kept, a short way forward is read
 * through, and the end of the archive, where a zip's directory is looked for backwards, is read at
 * once. Not thread safe.
 */
final class ArchiveChannel implements SeekableByteChannel {

  private static final int WINDOW_BYTES = 1 << 17;

  private final ArchiveBytes bytes;
  private final long readThrough;
  private final byte[] window = new byte[WINDOW_BYTES];
  private long windowStart;
  private int windowLength;
  private InputStream stream = InputStream.nullInputStream();
  private long position;
  private IOException failure;

  /**
   * @param readThrough so many bytes ahead, or fewer, are read and thrown away rather than asked
   *     for anew
   */
  ArchiveChannel(ArchiveBytes bytes, long readThrough) {
    this.bytes = bytes;
    this.readThrough = readThrough;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= bytes.size()) {
      return -1;
    }
    try {
      if (position < windowStart || position >= windowStart + windowLength) {
        fill();
      }
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    int from = (int) (position - windowStart);
    if (from >= windowLength) {
      return -1;
    }
    int count = Math.min(target.remaining(), windowLength - from);
    target.put(window, from, count);
    position += count;
    return count;
  }

  /** Throws what reading failed with, if it did: parsers hide it, or take it for a bad archive. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void fill() throws IOException {
    long next = windowStart + windowLength;
    long ahead = position - next;
    if (windowLength > 0 && ahead >= 0 && ahead <= readThrough) {
      stream.skipNBytes(ahead);
      windowStart = position;
    } else {
      stream.close();
      // Near the end, the bytes before are asked for next.
      windowStart = Math.max(0, Math.min(position, bytes.size() - WINDOW_BYTES));
      stream = bytes.read(windowStart, bytes.size() - windowStart);
    }
    windowLength = stream.readNBytes(window, 0, WINDOW_BYTES);
  }
}
