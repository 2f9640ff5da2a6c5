package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.util.Set;

/**
 * The headers of a BMP file (BITMAPFILEHEADER and the headers that follow it in the Windows API, or
 * that of OS/2 1.x). TensorFlow decodes rows of 8 bits (as grey), 24 or 32 bits a pixel, and does
 * not look at palettes, compression or channel masks: files that need these would come out wrong,
 * and are left to the JDK.
 */
final class Bmp {

  private static final int DATA_OFFSET = 10;
  private static final int INFO_SIZE = 14;
  private static final int WIDTH = 18;
  private static final int HEIGHT = 22;
  private static final int BITS = 28;
  private static final int COMPRESSION = 30;
  private static final int DATA_BYTES = 34;
  private static final int PALETTE_COLORS = 46;
  private static final int MASKS = 54;
  private static final int OS2_HEIGHT = 20;
  private static final int OS2_BITS = 24;
  private static final int BI_RGB = 0;
  private static final int BI_RLE8 = 1;
  private static final int BI_RLE4 = 2;
  private static final int BI_BITFIELDS = 3;
  private static final int OS2_INFO_BYTES = 12;
  private static final int GREY_BITS = 8;
  private static final Set<Integer> INFO_SIZES = Set.of(OS2_INFO_BYTES, 40, 52, 56, 64, 108, 124);
  private static final Set<Integer> TENSORFLOW_BITS = Set.of(GREY_BITS, 24, 32);
  private static final Set<Integer> JDK_INFO_SIZES = Set.of(OS2_INFO_BYTES, 40, 108, 124);
  private static final Set<Integer> JDK_BITS = Set.of(1, 4, 8, 16, 24, 32);

  private Bmp() {}

  /** Two letters are too weak a sign: the size of the header must be one of those in use. */
  static boolean isBmp(Bytes bytes) throws BadImageException {
    return bytes.has(0, "BM")
        && (bytes.length() < INFO_SIZE + Integer.BYTES
            || INFO_SIZES.contains(bytes.i32LittleEndian(INFO_SIZE)));
  }

  static ImageHeader header(Bytes bytes) throws BadImageException {
    int width = width(bytes);
    int height = height(bytes);
    boolean tensorFlow = isDecodedByTensorFlow(bytes);
    if (!tensorFlow) {
      checkKind(bytes);
    }
    return new ImageHeader(ImageFormat.BMP, width, height, (long) width * height, tensorFlow);
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    long data = Integer.toUnsignedLong(bytes.i32LittleEndian(DATA_OFFSET));
    int compression = compression(bytes);
    if (compression == BI_RLE8 || compression == BI_RLE4) {
      return data + Integer.toUnsignedLong(bytes.i32LittleEndian(DATA_BYTES)) <= bytes.length();
    }
    long bytesOfRow = ((long) width(bytes) * bits(bytes) + 31) / 32 * Integer.BYTES;
    return data + bytesOfRow * height(bytes) <= bytes.length();
  }

  private static boolean isOs2(Bytes bytes) throws BadImageException {
    return bytes.i32LittleEndian(INFO_SIZE) == OS2_INFO_BYTES;
  }

  private static int width(Bytes bytes) throws BadImageException {
    return isOs2(bytes) ? bytes.u16LittleEndian(WIDTH) : bytes.i32LittleEndian(WIDTH);
  }

  private static int height(Bytes bytes) throws BadImageException {
    // Negative: the rows come from top to bottom.
    return isOs2(bytes)
        ? bytes.u16LittleEndian(OS2_HEIGHT)
        : Math.abs(bytes.i32LittleEndian(HEIGHT));
  }

  private static int bits(Bytes bytes) throws BadImageException {
    return bytes.u16LittleEndian(isOs2(bytes) ? OS2_BITS : BITS);
  }

  private static int compression(Bytes bytes) throws BadImageException {
    return isOs2(bytes) ? BI_RGB : bytes.i32LittleEndian(COMPRESSION);
  }

  private static boolean isDecodedByTensorFlow(Bytes bytes) throws BadImageException {
    int bits = bits(bytes);
    int compression = compression(bytes);
    boolean blueGreenRed =
        compression == BI_RGB
            || (compression == BI_BITFIELDS && bits == 32 && hasUsualMasks(bytes));
    return !isOs2(bytes)
        && TENSORFLOW_BITS.contains(bits)
        && blueGreenRed
        && (bits != GREY_BITS || hasGreyPalette(bytes));
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

  private static void checkKind(Bytes bytes) throws BadImageException {
    int compression = compression(bytes);
    if (compression < BI_RGB || compression > BI_BITFIELDS) {
      throw unsupported("of compression " + compression);
    }
    if (!JDK_BITS.contains(bits(bytes))) {
      throw unsupported("of %d bits a pixel".formatted(bits(bytes)));
    }
    if (!JDK_INFO_SIZES.contains(bytes.i32LittleEndian(INFO_SIZE))) {
      throw unsupported("with a header of %d bytes".formatted(bytes.i32LittleEndian(INFO_SIZE)));
    }
  }

  private static BadImageException unsupported(String what) {
    return new BadImageException(
        RejectReason.UNSUPPORTED_FORMAT,
        "a BMP image %s; 1, 4, 8, 16, 24 and 32 bits, plain or run-length coded, are decoded"
            .formatted(what));
  }
}
