package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.util.List;

/**
 * What the first bytes of an image file say. The format is recognised by content, never by a name.
 *
 * @param format of the file
 * @param width in pixels
 * @param height in pixels
 * @param pixels width times height, and more where decoding takes memory for more
 * @param tensorFlow whether TensorFlow decodes it; else it has to be turned into RGB samples first
 */
public record ImageHeader(
    ImageFormat format, int width, int height, long pixels, boolean tensorFlow) {

  private static final String JPEG_MAGIC = "\u00ff\u00d8\u00ff";
  private static final String PNG_MAGIC = "\u0089PNG\r\n\u001a\n";

  ImageHeader(ImageFormat format, int width, int height) {
    this(format, width, height, (long) width * height, true);
  }

  private record Signature(String name, int offset, String ascii) {}

  private static final List<Signature> NOT_DECODED =
      List.of(
          new Signature("TIFF", 0, "II*\0"),
          new Signature("TIFF", 0, "MM\0*"),
          new Signature("HEIC", 4, "ftypheic"),
          new Signature("HEIC", 4, "ftypheix"),
          new Signature("HEIF", 4, "ftypmif1"),
          new Signature("AVIF", 4, "ftypavif"),
          new Signature("AVIF", 4, "ftypavis"),
          new Signature("JPEG XL", 0, "\u00ff\n"),
          new Signature("JPEG XL", 4, "JXL "),
          new Signature("JPEG 2000", 4, "jP  "),
          new Signature("Photoshop", 0, "8BPS"),
          new Signature("ICO", 0, "\0\0\1\0"),
          new Signature("SVG", 0, "<svg"));

  /**
   * Reads a header.
   *
   * @throws BadImageException if the file is empty, ends within its header, or is not an image of a
   *     format that is decoded
   */
  public static ImageHeader read(byte[] file) throws BadImageException {
    if (file.length == 0) {
      throw new BadImageException(RejectReason.EMPTY, "the file has no bytes");
    }
    Bytes bytes = new Bytes(file);
    ImageHeader header = read(bytes);
    if (header.width <= 0 || header.height <= 0) {
      throw new BadImageException(
          RejectReason.CORRUPT,
          "%s of %d x %d pixels".formatted(header.format, header.width, header.height));
    }
    return header;
  }

  /** Whether a file of this format, which could not be decoded, ends before its image does. */
  public boolean isTruncated(byte[] file) {
    Bytes bytes = new Bytes(file);
    try {
      return switch (format) {
        case JPEG -> !Jpeg.hasEnd(bytes);
        case PNG -> !Png.hasEnd(bytes);
        case GIF -> !Gif.hasEnd(bytes);
        case BMP -> !Bmp.hasEnd(bytes);
        case WEBP -> !Webp.hasEnd(bytes);
      };
    } catch (BadImageException e) {
      return e.reason() == RejectReason.TRUNCATED;
    }
  }

  /**
   * The bytes to give to the decoder of this format, for the picture that is the item's image: the
   * file itself, but a GIF's first frame is put where the decoder does not cut it, a PNG loses its
   * texts if they could be a bomb, and of a WebP file the picture alone is left.
   *
   * @throws BadImageException if the file ends too early
   */
  public byte[] picture(byte[] file) throws BadImageException {
    Bytes bytes = new Bytes(file);
    return switch (format) {
      case JPEG, BMP -> file;
      case PNG -> Png.isTextBomb(bytes) ? Png.withoutTexts(bytes) : file;
      case GIF -> Gif.firstFrameAtOrigin(bytes, file);
      case WEBP -> Webp.still(bytes);
    };
  }

  private static ImageHeader read(Bytes bytes) throws BadImageException {
    if (bytes.has(0, JPEG_MAGIC)) {
      return Jpeg.header(bytes);
    }
    if (bytes.has(0, PNG_MAGIC)) {
      return Png.header(bytes);
    }
    if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
      return Gif.header(bytes);
    }
    if (Bmp.isBmp(bytes)) {
      return Bmp.header(bytes);
    }
    if (Webp.isWebp(bytes)) {
      return Webp.header(bytes);
    }
    for (Signature signature : NOT_DECODED) {
      if (bytes.has(signature.offset, signature.ascii)) {
        throw new BadImageException(
            RejectReason.UNSUPPORTED_FORMAT,
            "a %s image; JPEG, PNG, GIF, BMP and WebP are decoded".formatted(signature.name));
      }
    }
    throw new BadImageException(RejectReason.NOT_AN_IMAGE, "the content is none of an image");
  }
}
