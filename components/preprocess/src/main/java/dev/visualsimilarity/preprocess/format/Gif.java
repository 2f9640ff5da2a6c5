package dev.visualsimilarity.preprocess.format;

/** Blocks of a GIF file (GIF89a specification). */
final class Gif {

  private static final int SCREEN_WIDTH = 6;
  private static final int SCREEN_HEIGHT = 8;
  private static final int SCREEN_FLAGS = 10;
  private static final int FIRST_BLOCK = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int COLOR_TABLE = 0x80;
  private static final int COLOR_TABLE_SIZE = 0x07;
  private static final int IMAGE_BYTES = 10;

  private Gif() {}

  /**
   * The size of the screen or, where a frame is larger, of the frame: the decoder takes memory for
   * it.
   */
  static ImageHeader header(Bytes bytes) throws BadImageException {
    int width = bytes.u16LittleEndian(SCREEN_WIDTH);
    int height = bytes.u16LittleEndian(SCREEN_HEIGHT);
    long offset = FIRST_BLOCK + colorTable(bytes.u8(SCREEN_FLAGS));
    while (bytes.u8(offset) == EXTENSION) {
      offset = afterSubBlocks(bytes, offset + 2);
    }
    if (bytes.u8(offset) == IMAGE) {
      width = Math.max(width, bytes.u16LittleEndian(offset + 5));
      height = Math.max(height, bytes.u16LittleEndian(offset + 7));
    }
    return new ImageHeader(ImageFormat.GIF, width, height);
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    long offset = FIRST_BLOCK + colorTable(bytes.u8(SCREEN_FLAGS));
    while (true) {
      switch (bytes.u8(offset)) {
        case EXTENSION -> offset = afterSubBlocks(bytes, offset + 2);
        case IMAGE ->
            offset =
                afterSubBlocks(bytes, offset + IMAGE_BYTES + colorTable(bytes.u8(offset + 9)) + 1);
        default -> {
          return true;
        }
      }
    }
  }

  private static long afterSubBlocks(Bytes bytes, long first) throws BadImageException {
    long offset = first;
    for (int size = bytes.u8(offset); size > 0; size = bytes.u8(offset)) {
      offset += 1L + size;
    }
    return offset + 1;
  }

  private static int colorTable(int flags) {
    return (flags & COLOR_TABLE) == 0 ? 0 : 3 << ((flags & COLOR_TABLE_SIZE) + 1);
  }
}
