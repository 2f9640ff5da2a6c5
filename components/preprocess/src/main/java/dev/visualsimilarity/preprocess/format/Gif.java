package dev.visualsimilarity.preprocess.format;

import java.util.Arrays;

/** Blocks of a GIF file (GIF89a specification). */
final class Gif {

  private static final int SCREEN_WIDTH = 6;
  private static final int SCREEN_HEIGHT = 8;
  private static final int SCREEN_FLAGS = 10;
  private static final int FIRST_BLOCK = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int COLOR_TABLE = 0x80;
  private static final int COLOR_TABLE_SIZE = 0x07;
  private static final int IMAGE_BYTES = 10;
  private static final int BYTES_TO_DECODE_A_PIXEL = 16;

  private Gif() {}

  /**
   * The size of the screen or, where a frame is larger, of the frame. The decoder unpacks every
   * frame to one byte a pixel before it takes the first, which counts for the limit of pixels.
   */
  static ImageHeader header(Bytes bytes) throws BadImageException {
    int width = bytes.u16LittleEndian(SCREEN_WIDTH);
    int height = bytes.u16LittleEndian(SCREEN_HEIGHT);
    long unpacked = 0;
    Blocks blocks = new Blocks(bytes);
    try {
      while (blocks.nextImage()) {
        width = Math.max(width, blocks.imageWidth());
        height = Math.max(height, blocks.imageHeight());
        unpacked += (long) blocks.imageWidth() * blocks.imageHeight();
      }
    } catch (BadImageException e) {
      // Cut off between frames: the first may be whole.
      if (unpacked == 0) {
        throw e;
      }
    }
    long pixels = (long) width * height + unpacked / BYTES_TO_DECODE_A_PIXEL;
    return new ImageHeader(ImageFormat.GIF, width, height, pixels, true);
  }

  /**
   * The file with its first frame in the corner of the screen if it would be cut. The decoder makes
   * an image of the size of the largest frame, not of the screen, and cuts off what lies beyond it
   * because of the first frame's place on the screen.
   */
  static byte[] firstFrameAtOrigin(Bytes bytes, byte[] file) throws BadImageException {
    Blocks blocks = new Blocks(bytes);
    if (!blocks.nextImage()) {
      return file;
    }
    int left = (int) blocks.image + 1;
    int right = bytes.u16LittleEndian(left) + blocks.imageWidth();
    int bottom = bytes.u16LittleEndian(left + 2) + blocks.imageHeight();
    int width = blocks.imageWidth();
    int height = blocks.imageHeight();
    while (blocks.nextImage()) {
      width = Math.max(width, blocks.imageWidth());
      height = Math.max(height, blocks.imageHeight());
    }
    if (right <= width && bottom <= height) {
      return file;
    }
    byte[] moved = file.clone();
    Arrays.fill(moved, left, left + Integer.BYTES, (byte) 0);
    return moved;
  }

  static boolean hasEnd(Bytes bytes) throws BadImageException {
    Blocks blocks = new Blocks(bytes);
    while (blocks.nextImage()) {
      // Beyond the end of the file there are no blocks.
    }
    return true;
  }

  /** Goes through the blocks of a file. */
  private static final class Blocks {
    private final Bytes bytes;
    private long image;
    private long next;

    Blocks(Bytes bytes) throws BadImageException {
      this.bytes = bytes;
      this.next = FIRST_BLOCK + colorTable(bytes.u8(SCREEN_FLAGS));
    }

    /** Whether another frame comes before the trailer. */
    boolean nextImage() throws BadImageException {
      while (bytes.u8(next) == EXTENSION) {
        next = afterSubBlocks(next + 2);
      }
      if (bytes.u8(next) != IMAGE) {
        return false;
      }
      image = next;
      next = afterSubBlocks(image + IMAGE_BYTES + colorTable(bytes.u8(image + 9)) + 1);
      return true;
    }

    int imageWidth() throws BadImageException {
      return bytes.u16LittleEndian(image + 5);
    }

    int imageHeight() throws BadImageException {
      return bytes.u16LittleEndian(image + 7);
    }

    private long afterSubBlocks(long first) throws BadImageException {
      long offset = first;
      for (int size = bytes.u8(offset); size > 0; size = bytes.u8(offset)) {
        offset += 1L + size;
      }
      return offset + 1;
    }

    private static long colorTable(int flags) {
      return (flags & COLOR_TABLE) == 0 ? 0 : 3L << ((flags & COLOR_TABLE_SIZE) + 1);
    }
  }
}
