package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;

/** Segments of a JPEG file (ITU-T T.81, annex B). */
final class Jpeg {

  private static final int MARKER = 0xff;
  private static final int SOF_FIRST = 0xc0;
  private static final int SOF_LAST = 0xcf;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int RST_FIRST = 0xd0;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int TEM = 0x01;
  private static final int BITS = 8;

  private Jpeg() {}

  static ImageHeader header(Bytes bytes) throws BadImageException {
    long frame = frame(bytes);
    int precision = bytes.u8(frame + 4);
    if (precision != BITS) {
      throw new BadImageException(
          RejectReason.UNSUPPORTED_FORMAT,
          "a JPEG image of %d bits a sample; 8 are decoded".formatted(precision));
    }
    return new ImageHeader(
        ImageFormat.JPEG, bytes.u16BigEndian(frame + 7), bytes.u16BigEndian(frame + 5));
  }

  /**
   * Whether an end-of-image marker ends the file or follows the begin of the scan: those of
   * thumbnails come before it.
   */
  static boolean hasEnd(Bytes bytes) throws BadImageException {
    if (isEnd(bytes, bytes.length() - 2L)) {
      return true;
    }
    for (long i = find(bytes, false); i < bytes.length() - 1L; i++) {
      if (isEnd(bytes, i)) {
        return true;
      }
    }
    return false;
  }

  private static long frame(Bytes bytes) throws BadImageException {
    try {
      return find(bytes, true);
    } catch (BadImageException e) {
      if (e.reason() == RejectReason.TRUNCATED && isEnd(bytes, bytes.length() - 2L)) {
        throw new BadImageException(
            RejectReason.CORRUPT, "a JPEG file with a segment that is longer than the file");
      }
      throw e;
    }
  }

  private static boolean isEnd(Bytes bytes, long offset) throws BadImageException {
    return bytes.u8(offset) == MARKER && bytes.u8(offset + 1) == EOI;
  }

  /** The offset of the marker of the frame or of the first scan. */
  private static long find(Bytes bytes, boolean frame) throws BadImageException {
    long offset = 0;
    while (true) {
      if (bytes.u8(offset) != MARKER) {
        throw new BadImageException(
            RejectReason.CORRUPT, "a JPEG file without a marker at byte " + offset);
      }
      int marker = bytes.u8(offset + 1);
      if (frame ? isFrame(marker) : marker == SOS) {
        return offset;
      }
      if (marker == SOS || marker == EOI) {
        throw new BadImageException(
            RejectReason.CORRUPT, "a JPEG file whose data begins before its frame header");
      }
      if (marker == MARKER) {
        offset++;
      } else if (marker == TEM || (marker >= RST_FIRST && marker <= SOI)) {
        offset += 2;
      } else {
        offset += 2 + Math.max(2, bytes.u16BigEndian(offset + 2));
      }
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= SOF_FIRST
        && marker <= SOF_LAST
        && marker != DHT
        && marker != JPG
        && marker != DAC;
  }
}
