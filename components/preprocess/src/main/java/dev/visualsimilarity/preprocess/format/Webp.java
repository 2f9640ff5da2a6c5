package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Chunks of a WebP file (RFC 9649). The picture is its first {@code VP8 } or {@code VP8L} chunk,
 * which is that of the first frame of an animation; what a file says of its canvas is not used.
 */
final class Webp {

  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int LOSSY_START_CODE = 0x2a019d;
  private static final int SIDE_BITS = 14;
  private static final int SIDE_MASK = (1 << SIDE_BITS) - 1;
  // Decoding has the pixels as integers, native and in Java, beside what every format takes.
  private static final double MEMORY = 1.5;

  private Webp() {}

  static boolean isWebp(Bytes bytes) {
    return bytes.has(0, "RIFF") && bytes.has(8, "WEBP");
  }

  static ImageHeader header(Bytes bytes) throws BadImageException {
    long image = image(bytes);
    long data = image + CHUNK_HEADER;
    int width;
    int height;
    if (bytes.has(image, "VP8L")) {
      if (bytes.u8(data) != LOSSLESS_SIGNATURE) {
        throw new BadImageException(RejectReason.CORRUPT, "a WebP file without its signature");
      }
      int sides = bytes.i32LittleEndian(data + 1);
      width = (sides & SIDE_MASK) + 1;
      height = (sides >>> SIDE_BITS & SIDE_MASK) + 1;
    } else {
      if (bytes.u24LittleEndian(data + 3) != LOSSY_START_CODE) {
        throw new BadImageException(RejectReason.CORRUPT, "a WebP file without its start code");
      }
      width = bytes.u16LittleEndian(data + 6) & SIDE_MASK;
      height = bytes.u16LittleEndian(data + 8) & SIDE_MASK;
    }
    long pixels = (long) (MEMORY * width * height);
    return new ImageHeader(ImageFormat.WEBP, width, height, pixels, false);
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    return end(bytes, image(bytes)) <= bytes.length();
  }

  /** A file of the picture alone: without animation, metadata and the alpha of a lossy one. */
  static byte[] still(Bytes bytes) throws BadImageException {
    long image = image(bytes);
    long end = Math.min(end(bytes, image), bytes.length());
    if (image == FIRST_CHUNK && end == bytes.length()) {
      return bytes.copy(0, end);
    }
    byte[] chunk = bytes.copy(image, end);
    int padded = chunk.length + chunk.length % 2;
    return ByteBuffer.allocate(FIRST_CHUNK + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bytes.copy(0, 4))
        .putInt(FIRST_CHUNK - CHUNK_HEADER + padded)
        .put(bytes.copy(8, FIRST_CHUNK))
        .put(chunk)
        .array();
  }

  /** The TIFF structure of the EXIF chunk, or none. */
  static Bytes exif(Bytes bytes) throws BadImageException {
    for (long chunk = FIRST_CHUNK; chunk < bytes.length(); chunk = next(bytes, chunk)) {
      if (bytes.has(chunk, "EXIF")) {
        // Some writers put the name of the JPEG segment before it.
        long data = chunk + CHUNK_HEADER;
        return bytes.slice(bytes.has(data, "Exif\0\0") ? data + 6 : data, end(bytes, chunk));
      }
    }
    return Bytes.NONE;
  }

  private static long image(Bytes bytes) throws BadImageException {
    long chunk = FIRST_CHUNK;
    while (!bytes.has(chunk, "VP8 ") && !bytes.has(chunk, "VP8L")) {
      chunk = bytes.has(chunk, "ANMF") ? chunk + CHUNK_HEADER + FRAME_HEADER : next(bytes, chunk);
    }
    return chunk;
  }

  private static long end(Bytes bytes, long chunk) throws BadImageException {
    return chunk + CHUNK_HEADER + Integer.toUnsignedLong(bytes.i32LittleEndian(chunk + 4));
  }

  private static long next(Bytes bytes, long chunk) throws BadImageException {
    long end = end(bytes, chunk);
    return end + end % 2;
  }
}
