package dev.visualsimilarity.catalog;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes the bytes of a CSV file on, and fails where a quote was forgotten: it would take all that
 * follows for one value, in silence. A quote is taken for forgotten if the file ends in it, if it
 * holds more than {@value #MAX_BYTES} bytes, or if it ends on another line than it begins and is
 * followed by neither a comma nor the end of the line. Works on bytes, since in UTF-8 the
 * characters that count are never part of others.
 */
final class QuoteCheck extends FilterInputStream {

  private static final int MAX_BYTES = 1 << 22;

  private State state = State.FIELD_START;
  private long line = 1;
  private long openLine;
  private int quotedBytes;
  private int previous;
  private int marks;
  private boolean checked = true;

  QuoteCheck(InputStream in) {
    super(in);
  }

  /** A quote is not closed where it should be. */
  static final class OpenQuoteException extends IOException {
    private static final long serialVersionUID = 1L;

    OpenQuoteException(String message) {
      super(message);
    }
  }

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    /** After a quote in a quoted field: its end, or the first of two that stand for one. */
    QUOTE
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count < 0 && state == State.QUOTED && checked) {
      throw open("never closed");
    }
    for (int i = offset; i < offset + count && checked; i++) {
      check(Byte.toUnsignedInt(buffer[i]));
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void check(int value) throws IOException {
    if (marks < 3 && line == 1 && state == State.FIELD_START && value >= 0xbb) {
      // A byte order mark; one of UTF-16 ends the check, for there a character has two bytes.
      marks++;
      checked = value < 0xfe;
      return;
    }
    switch (state) {
      case FIELD_START -> {
        if (value == '"') {
          state = State.QUOTED;
          openLine = line;
          quotedBytes = 0;
        } else {
          plain(value);
        }
      }
      case PLAIN -> plain(value);
      case QUOTED -> {
        state = value == '"' ? State.QUOTE : State.QUOTED;
        if (++quotedBytes > MAX_BYTES) {
          throw open("not closed within %d bytes".formatted(MAX_BYTES));
        }
      }
      case QUOTE -> afterQuote(value);
    }
    if ((value == '\n' && previous != '\r') || value == '\r') {
      line++;
    }
    previous = value;
  }

  private void afterQuote(int value) throws IOException {
    if (value == '"') {
      state = State.QUOTED;
      return;
    }
    plain(value);
    if (state == State.PLAIN && line > openLine) {
      throw open("closed in line %d with more of the value after it".formatted(line));
    }
  }

  private void plain(int value) {
    state = value == ',' || value == '\n' || value == '\r' ? State.FIELD_START : State.PLAIN;
  }

  private OpenQuoteException open(String how) {
    return new OpenQuoteException(
        "the quote that opens in line %d is %s; close it there, or double it if it is part of the value"
            .formatted(openLine, how));
  }
}
