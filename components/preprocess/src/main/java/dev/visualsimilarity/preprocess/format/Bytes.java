package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.util.Arrays;

/** Numbers in the bytes of an image file; what is beyond its end is a truncated image. */
final class Bytes {

  /** No bytes. */
  static final Bytes NONE = new Bytes(new byte[0]);

  private static final int MASK = 0xff;

  private final byte[] bytes;
  private final int begin;
  private final int end;

  Bytes(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Bytes(byte[] bytes, int begin, int end) {
    this.bytes = bytes;
    this.begin = begin;
    this.end = end;
  }

  int length() {
    return end - begin;
  }

  /** The bytes from an offset to before another, as far as there are such. */
  Bytes slice(long from, long to) {
    long last = Math.max(0, Math.min(to, length()));
    long first = Math.max(0, Math.min(from, last));
    return new Bytes(bytes, begin + (int) first, begin + (int) last);
  }

  int u8(long offset) throws BadImageException {
    if (offset < 0 || offset >= length()) {
      throw new BadImageException(RejectReason.TRUNCATED, "the file ends at byte " + length());
    }
    return bytes[begin + (int) offset] & MASK;
  }

  int u16BigEndian(long offset) throws BadImageException {
    return u8(offset) << 8 | u8(offset + 1);
  }

  int u16LittleEndian(long offset) throws BadImageException {
    return u8(offset + 1) << 8 | u8(offset);
  }

  int u24LittleEndian(long offset) throws BadImageException {
    return u8(offset + 2) << 16 | u16LittleEndian(offset);
  }

  int i32BigEndian(long offset) throws BadImageException {
    return u16BigEndian(offset) << 16 | u16BigEndian(offset + 2);
  }

  int i32LittleEndian(long offset) throws BadImageException {
    return u16LittleEndian(offset + 2) << 16 | u16LittleEndian(offset);
  }

  /** Whether the characters of {@code ascii} are at {@code offset}. */
  boolean has(long offset, String ascii) {
    if (offset < 0 || offset + ascii.length() > length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[begin + (int) offset + i] != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where two bytes follow each other next, from an offset on; the length if nowhere. */
  long find(int first, int second, long from) {
    for (int i = begin + (int) from; i < end - 1; i++) {
      if (bytes[i] == (byte) first && bytes[i + 1] == (byte) second) {
        return (long) i - begin;
      }
    }
    return length();
  }

  /** Copies the bytes from an offset to before another. */
  byte[] copy(long from, long to) {
    return Arrays.copyOfRange(bytes, begin + (int) from, begin + (int) to);
  }
}
