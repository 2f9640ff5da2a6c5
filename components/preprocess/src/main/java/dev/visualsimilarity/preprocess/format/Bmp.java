package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.util.Set;

/**
 * The headers of a BMP file (BITMAPFILEHEADER and BITMAPINFOHEADER of the Windows API). TensorFlow
 * decodes rows of 8 bits (as grey), 24 or 32 bits a pixel, and does not look at palettes,
 * compression or channel masks: files that need these are refused here, lest they come out wrong.
 */
final class Bmp {

  private static final int DATA_OFFSET = 10;
  private static final int INFO_SIZE = 14;
  private static final int WIDTH = 18;
  private static final int HEIGHT = 22;
  private static final int BITS = 28;
  private static final int COMPRESSION = 30;
  private static final int PALETTE_COLORS = 46;
  private static final int MASKS = 54;
  private static final int BI_RGB = 0;
  private static final int BI_BITFIELDS = 3;
  private static final int OS2_INFO_BYTES = 12;
  private static final int GREY_BITS = 8;
  private static final Set<Integer> INFO_SIZES = Set.of(OS2_INFO_BYTES, 40, 52, 56, 64, 108, 124);
  private static final Set<Integer> DECODED_BITS = Set.of(GREY_BITS, 24, 32);

  private Bmp() {}

  /** Two letters are too weak a sign: the size of the header must be one of those in use. */
  static boolean isBmp(Bytes bytes) throws BadImageException {
    return bytes.has(0, "BM")
        && (bytes.length() < INFO_SIZE + Integer.BYTES
            || INFO_SIZES.contains(bytes.i32LittleEndian(INFO_SIZE)));
  }

  static ImageHeader header(Bytes bytes) throws BadImageException {
    int bits = bytes.u16LittleEndian(BITS);
    int compression = bytes.i32LittleEndian(COMPRESSION);
    if (bytes.i32LittleEndian(INFO_SIZE) == OS2_INFO_BYTES || !DECODED_BITS.contains(bits)) {
      throw unsupported("of %d bits a pixel".formatted(bits));
    }
    boolean blueGreenRed =
        compression == BI_RGB
            || (compression == BI_BITFIELDS && bits == 32 && hasUsualMasks(bytes));
    if (!blueGreenRed) {
      throw unsupported("of compression " + compression);
    }
    if (bits == GREY_BITS && !hasGreyPalette(bytes)) {
      throw unsupported("with a palette of colours");
    }
    // Negative: the rows come from top to bottom.
    int height = Math.abs(bytes.i32LittleEndian(HEIGHT));
    return new ImageHeader(ImageFormat.BMP, bytes.i32LittleEndian(WIDTH), height);
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    long bitsOfRow = (long) bytes.i32LittleEndian(WIDTH) * bytes.u16LittleEndian(BITS);
    long bytesOfRow = (bitsOfRow + 31) / 32 * Integer.BYTES;
    long height = Math.abs((long) bytes.i32LittleEndian(HEIGHT));
    long data = Integer.toUnsignedLong(bytes.i32LittleEndian(DATA_OFFSET));
    return data + bytesOfRow * height <= bytes.length();
  }

  private static boolean hasUsualMasks(Bytes bytes) throws BadImageException {
    return bytes.i32LittleEndian(MASKS) == 0xff0000
        && bytes.i32LittleEndian(MASKS + 4) == 0xff00
        && bytes.i32LittleEndian(MASKS + 8) == 0xff;
  }

  private static boolean hasGreyPalette(Bytes bytes) throws BadImageException {
    int colors = bytes.i32LittleEndian(PALETTE_COLORS);
    int first = INFO_SIZE + bytes.i32LittleEndian(INFO_SIZE);
    for (int i = 0; i < (colors == 0 ? 1 << GREY_BITS : Math.min(colors, 1 << GREY_BITS)); i++) {
      int color = bytes.i32LittleEndian(first + (long) i * Integer.BYTES) & 0xffffff;
      if (color != i * 0x010101) {
        return false;
      }
    }
    return true;
  }

  private static BadImageException unsupported(String what) {
    return new BadImageException(
        RejectReason.UNSUPPORTED_FORMAT,
        "a BMP image %s; uncompressed 8-bit grey, 24 and 32 bits are decoded".formatted(what));
  }
}
