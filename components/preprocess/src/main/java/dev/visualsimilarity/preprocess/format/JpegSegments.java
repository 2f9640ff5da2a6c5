package dev.visualsimilarity.preprocess.format;

/**
 * Goes through the marker segments of a JPEG file (ITU-T T.81, annex B) up to its first scan. As
 * libjpeg does, it looks for the next marker behind bytes that are none.
 */
final class JpegSegments {

  static final int MARKER = 0xff;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int APP1 = 0xe1;

  private static final int SOF_FIRST = 0xc0;
  private static final int SOF_LAST = 0xcf;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int RST_FIRST = 0xd0;
  private static final int SOI = 0xd8;
  private static final int TEM = 0x01;

  private final Bytes bytes;
  private long offset;
  private int marker = SOI;

  /** Starts at the start-of-image marker. */
  JpegSegments(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Where the marker is. */
  long offset() {
    return offset;
  }

  int marker() {
    return marker;
  }

  /** Where the segment ends. */
  long end() throws BadImageException {
    boolean alone = marker == TEM || (marker >= RST_FIRST && marker <= EOI);
    return offset + 2 + (alone ? 0 : Math.max(2, bytes.u16BigEndian(offset + 2)));
  }

  boolean isFrame() {
    return marker >= SOF_FIRST
        && marker <= SOF_LAST
        && marker != DHT
        && marker != JPG
        && marker != DAC;
  }

  /**
   * Goes to the next segment.
   *
   * @throws BadImageException if there is none
   */
  void next() throws BadImageException {
    long next = end();
    while (true) {
      while (bytes.u8(next) != MARKER) {
        next++;
      }
      while (bytes.u8(next + 1) == MARKER) {
        next++;
      }
      if (bytes.u8(next + 1) != 0) {
        offset = next;
        marker = bytes.u8(next + 1);
        return;
      }
      next += 2;
    }
  }
}
