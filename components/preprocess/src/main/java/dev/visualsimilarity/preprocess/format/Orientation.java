package dev.visualsimilarity.preprocess.format;

/**
 * How the stored rows and columns of an image lie on the screen: the eight values of the EXIF tag
 * Orientation (CIPA DC-008, section 4.6.5.1.6), in their order. To turn an image upright, its rows
 * and columns change places first; then the rows, then the columns are reversed.
 */
public enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, false, true),
  HALF_TURN(false, true, true),
  MIRRORED_HALF_TURN(false, true, false),
  TRANSPOSED(true, false, false),
  QUARTER_TURN(true, false, true),
  TRANSVERSE(true, true, true),
  THREE_QUARTER_TURN(true, true, false);

  private final boolean transposed;
  private final boolean rowsReversed;
  private final boolean columnsReversed;

  Orientation(boolean transposed, boolean rowsReversed, boolean columnsReversed) {
    this.transposed = transposed;
    this.rowsReversed = rowsReversed;
    this.columnsReversed = columnsReversed;
  }

  /** What an image file says; upright if it says nothing, or nothing that can be understood. */
  public static Orientation of(ImageFormat format, byte[] file) {
    int value = Exif.orientation(exif(format, new Bytes(file)));
    return value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
  }

  /** Whether rows and columns change places. */
  public boolean transposed() {
    return transposed;
  }

  /** Whether the last row, after the change of places, comes first. */
  public boolean rowsReversed() {
    return rowsReversed;
  }

  /** Whether the last column, after the change of places, comes first. */
  public boolean columnsReversed() {
    return columnsReversed;
  }

  private static Bytes exif(ImageFormat format, Bytes bytes) {
    try {
      return switch (format) {
        case JPEG -> Jpeg.exif(bytes);
        case PNG -> Png.exif(bytes);
        case WEBP -> Webp.exif(bytes);
        case GIF, BMP -> Bytes.NONE;
      };
    } catch (BadImageException e) {
      return Bytes.NONE;
    }
  }
}
