package dev.visualsimilarity.preprocess.format;

/** The first directory of a TIFF structure, as EXIF has it (TIFF 6.0, section 2). */
final class Exif {

  private static final int FIRST_DIRECTORY = 4;
  private static final int ENTRY_BYTES = 12;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private final Bytes bytes;
  private final boolean littleEndian;

  private Exif(Bytes bytes, boolean littleEndian) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
  }

  /** The value of the orientation tag, or 1 if there is none or the structure is broken. */
  static int orientation(Bytes tiff) {
    boolean littleEndian = tiff.has(0, "II*\0");
    if (!littleEndian && !tiff.has(0, "MM\0*")) {
      return 1;
    }
    try {
      return new Exif(tiff, littleEndian).orientation();
    } catch (BadImageException e) {
      return 1;
    }
  }

  private int orientation() throws BadImageException {
    long directory =
        Integer.toUnsignedLong(
            littleEndian
                ? bytes.i32LittleEndian(FIRST_DIRECTORY)
                : bytes.i32BigEndian(FIRST_DIRECTORY));
    int entries = u16(directory);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_BYTES;
      if (u16(entry) == ORIENTATION && u16(entry + 2) == SHORT) {
        return u16(entry + 8);
      }
    }
    return 1;
  }

  private int u16(long offset) throws BadImageException {
    return littleEndian ? bytes.u16LittleEndian(offset) : bytes.u16BigEndian(offset);
  }
}
