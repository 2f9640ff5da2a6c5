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
 */
public record ImageHeader(ImageFormat format, int width, int height, long pixels) {

  private static final String JPEG_MAGIC = "\u00ff\u00d8\u00ff";
  private static final String PNG_MAGIC = "\u0089PNG\r\n\u001a\n";

  ImageHeader(ImageFormat format, int width, int height) {
    this(format, width, height, (long) width * height);
  }

  private record Signature(String name, int offset, String ascii) {}

  private static final List<Signature> NOT_DECODED =
      List.of(
          new Signature("WebP", 8, "WEBP"),
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
      };
    } catch (BadImageException e) {
      return e.reason() == RejectReason.TRUNCATED;
    }
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
    for (Signature signature : NOT_DECODED) {
      if (bytes.has(signature.offset, signature.ascii)) {
        throw new BadImageException(
            RejectReason.UNSUPPORTED_FORMAT,
            "a %s image; JPEG, PNG, GIF and BMP are decoded".formatted(signature.name));
      }
    }
    throw new BadImageException(RejectReason.NOT_AN_IMAGE, "the content is none of an image");
  }
}
