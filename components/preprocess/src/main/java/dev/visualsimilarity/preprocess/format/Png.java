package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.io.ByteArrayOutputStream;

/** Chunks of a PNG file (W3C PNG specification, section 5). */
final class Png {

  private static final int FIRST_CHUNK = 8;
  private static final int CHUNK_FRAME_BYTES = 12;
  // The decoder unpacks each to as many as 8 MB and keeps it, for nothing.
  private static final int MAX_PACKED_TEXTS = 4;

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
      if (bytes.has(offset + 4, "IEND")) {
        return true;
      }
      offset = next(bytes, offset);
    }
    return false;
  }

  /** Whether so many of its texts may be packed that they have to be left out. */
  static boolean isTextBomb(Bytes bytes) throws BadImageException {
    int texts = 0;
    for (long offset = FIRST_CHUNK; hasChunk(bytes, offset); offset = next(bytes, offset)) {
      texts += isPackedText(bytes, offset) ? 1 : 0;
    }
    return texts > MAX_PACKED_TEXTS;
  }

  /** The file without texts that may be packed; nothing else depends on them. */
  static byte[] withoutTexts(Bytes bytes) throws BadImageException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length());
    out.writeBytes(bytes.copy(0, FIRST_CHUNK));
    for (long offset = FIRST_CHUNK; hasChunk(bytes, offset); offset = next(bytes, offset)) {
      if (!isPackedText(bytes, offset)) {
        out.writeBytes(bytes.copy(offset, Math.min(next(bytes, offset), bytes.length())));
      }
    }
    return out.toByteArray();
  }

  /** The TIFF structure of the eXIf chunk, or none. */
  static Bytes exif(Bytes bytes) throws BadImageException {
    for (long offset = FIRST_CHUNK; hasChunk(bytes, offset); offset = next(bytes, offset)) {
      if (bytes.has(offset + 4, "eXIf")) {
        return bytes.slice(offset + 8, next(bytes, offset) - Integer.BYTES);
      }
    }
    return Bytes.NONE;
  }

  private static boolean hasChunk(Bytes bytes, long offset) {
    return offset + 8 <= bytes.length();
  }

  private static boolean isPackedText(Bytes bytes, long offset) {
    return bytes.has(offset + 4, "zTXt") || bytes.has(offset + 4, "iTXt");
  }

  private static long next(Bytes bytes, long offset) throws BadImageException {
    return offset + CHUNK_FRAME_BYTES + Integer.toUnsignedLong(bytes.i32BigEndian(offset));
  }
}
