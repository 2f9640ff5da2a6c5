package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers in the bytes of an image file; what is beyond its end is a truncated image. */
final class Bytes {

  private static final int MASK = 0xff;

  private final byte[] bytes;

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(long offset) throws BadImageException {
    if (offset < 0 || offset >= bytes.length) {
      throw new BadImageException(RejectReason.TRUNCATED, "the file ends at byte " + bytes.length);
    }
    return bytes[(int) offset] & MASK;
  }

  int u16BigEndian(long offset) throws BadImageException {
    return u8(offset) << 8 | u8(offset + 1);
  }

  int u16LittleEndian(long offset) throws BadImageException {
    return u8(offset + 1) << 8 | u8(offset);
  }

  int i32BigEndian(long offset) throws BadImageException {
    return u16BigEndian(offset) << 16 | u16BigEndian(offset + 2);
  }

  int i32LittleEndian(long offset) throws BadImageException {
    return u16LittleEndian(offset + 2) << 16 | u16LittleEndian(offset);
  }

  /** Whether the characters of {@code ascii} are at {@code offset}. */
  boolean has(int offset, String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + wanted.length;
    return end <= bytes.length && Arrays.equals(bytes, offset, end, wanted, 0, wanted.length);
  }
}
