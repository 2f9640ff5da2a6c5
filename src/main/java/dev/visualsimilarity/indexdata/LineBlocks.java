package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.DatapointReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a text file into blocks of whole lines, so that several threads can read the records of one
 * file. Safe for use by several threads.
 */
final class LineBlocks implements Closeable {

  private static final int BLOCK = 1 << 18;

  /** A reader refuses a longer line, of which it needs no more than this. */
  private static final int MAX_LINE = DatapointReader.MAX_RECORD_BYTES + 1;

  private final InputStream in;
  private byte[] carried = new byte[0];
  private long nextLine = 1;
  private boolean ended;

  /**
   * Lines that follow each other.
   *
   * @param bytes their text; behind {@code length} there is something else
   * @param firstLine the number of the first, from 1
   */
  // Two blocks are never compared: an array in a record costs nothing here.
  @SuppressWarnings("ArrayRecordComponent")
  record Block(byte[] bytes, int length, long firstLine) {}

  /** Cuts a stream, which {@link #close()} closes. */
  LineBlocks(InputStream in) {
    this.in = in;
  }

  /** The next block; nothing at the end. */
  synchronized Optional<Block> next() throws IOException {
    byte[] bytes = Arrays.copyOf(carried, Math.max(BLOCK, 2 * carried.length));
    int length = carried.length;
    int end = 0;
    while (end == 0 && !ended) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      length += fill(bytes, length);
      end = ended ? length : lastLineEnd(bytes, length);
      if (end == 0 && length >= MAX_LINE) {
        skipLine();
        end = length;
      }
    }
    carried = Arrays.copyOfRange(bytes, end, length);
    if (end == 0) {
      return Optional.empty();
    }
    Block block = new Block(bytes, end, nextLine);
    nextLine += lines(bytes, end);
    return Optional.of(block);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int fill(byte[] bytes, int from) throws IOException {
    int count = in.readNBytes(bytes, from, bytes.length - from);
    ended = count < bytes.length - from;
    return count;
  }

  private void skipLine() throws IOException {
    for (int c = in.read(); c >= 0 && c != '\n'; ) {
      c = in.read();
    }
  }

  /** Behind the last end of a line; 0 if there is none. */
  private static int lastLineEnd(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** A line without its end is one too. */
  private static long lines(byte[] bytes, int length) {
    long count = bytes[length - 1] == '\n' ? 0 : 1;
    for (int i = 0; i < length; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }
}
