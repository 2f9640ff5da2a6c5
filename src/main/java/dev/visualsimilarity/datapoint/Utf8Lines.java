package dev.visualsimilarity.datapoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a stream, ended by LF or CR LF. A line that is not UTF-8, or longer than {@link
 * DatapointReader#MAX_RECORD_BYTES}, is found as such, without losing the ones after it.
 */
public final class Utf8Lines implements Closeable {
  private static final int MAX_LINE = DatapointReader.MAX_RECORD_BYTES;
  private static final int BYTES_PER_CHARACTER = 4;
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1 << 14];
  private int length;
  private boolean tooLong;

  /** Reads from a stream, which {@link #close()} closes. */
  public Utf8Lines(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(position, end - position);
      position = end + 1;
      if (end < limit) {
        break;
      }
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return any;
  }

  /**
   * The text of the current line.
   *
   * @throws RecordException if it is not UTF-8, or too long
   */
  public String text() throws RecordException {
    return text(0);
  }

  /** As {@link #text()}, from a byte of the line on. */
  String text(int from) throws RecordException {
    if (tooLong) {
      throw RecordJson.refused(
          RecordErrorType.PARSING_ERROR,
          "the line has more than %d bytes, the longest allowed".formatted(MAX_LINE));
    }
    String text = new String(line, from, length - from, StandardCharsets.UTF_8);
    // Only then can there have been something that is not UTF-8; the exact look is the slower one.
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8();
    }
    return text;
  }

  /** The bytes of the current line; behind {@link #length()} there may be others. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** The first characters of the current line, with a replacement for what is not UTF-8. */
  public String beginning(int characters) {
    int bytes = Math.min(length, BYTES_PER_CHARACTER * characters);
    String text = new String(line, 0, bytes, StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), characters));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void requireUtf8() throws RecordException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
    } catch (CharacterCodingException e) {
      throw RecordJson.refused(RecordErrorType.INVALID_ENCODING, "the line is not UTF-8");
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  /** Of a line that is too long, the beginning is kept. */
  private void append(int from, int count) {
    int kept = Math.min(count, MAX_LINE - length);
    tooLong |= kept < count;
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + kept));
    }
    System.arraycopy(buffer, from, line, length, kept);
    length += kept;
  }
}
