package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;

/** Chunks of a PNG file (W3C PNG specification, section 5). */
final class Png {

  private static final int FIRST_CHUNK = 8;
  private static final int CHUNK_FRAME_BYTES = 12;

  private Png() {}

  static ImageHeader header(Bytes bytes) throws BadImageException {
    bytes.u8(FIRST_CHUNK + 15);
    if (!bytes.has(FIRST_CHUNK + 4, "IHDR")) {
      throw new BadImageException(RejectReason.CORRUPT, "a PNG file whose first chunk is not IHDR");
    }
    return new ImageHeader(
        ImageFormat.PNG, bytes.i32BigEndian(FIRST_CHUNK + 8), bytes.i32BigEndian(FIRST_CHUNK + 12));
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    long offset = FIRST_CHUNK;
    while (offset + CHUNK_FRAME_BYTES <= bytes.length()) {
      if (bytes.has((int) offset + 4, "IEND")) {
        return true;
      }
      offset += CHUNK_FRAME_BYTES + Integer.toUnsignedLong(bytes.i32BigEndian(offset));
    }
    return false;
  }
}
