package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.format.ImageHeader;
import dev.visualsimilarity.preprocess.format.Orientation;

/** An image file whose header was read and found good, on its way to the graph. */
final class EncodedImage {

  private final int index;
  private final byte[] file;
  private final ImageHeader header;
  private final Orientation orientation;

  private EncodedImage(int index, byte[] file, ImageHeader header, Orientation orientation) {
    this.index = index;
    this.file = file;
    this.header = header;
    this.orientation = orientation;
  }

  /**
   * Reads the header of a file.
   *
   * @param index of the image among those that were asked for
   * @throws BadImageException if it is no image, or one of too many pixels
   */
  static EncodedImage of(int index, byte[] file, boolean applyExifOrientation)
      throws BadImageException {
    ImageHeader header = ImageHeader.read(file);
    if (header.pixels() > ImageDecoder.MAX_PIXELS) {
      throw new BadImageException(
          Stage.DECODE,
          RejectReason.TOO_LARGE,
          "%d x %d, in all %d pixels; at most %d are decoded"
              .formatted(
                  header.width(), header.height(), header.pixels(), ImageDecoder.MAX_PIXELS));
    }
    Orientation orientation =
        applyExifOrientation ? Orientation.of(header.format(), file) : Orientation.UPRIGHT;
    return new EncodedImage(index, file, header, orientation);
  }

  int index() {
    return index;
  }

  /** How much memory decoding takes, in pixels. */
  int pixels() {
    return (int) header.pixels();
  }

  ImageKind kind() {
    return new ImageKind(ImageKind.Source.of(header), orientation != Orientation.UPRIGHT);
  }

  ImageLayout layout() {
    return new ImageLayout(header.height(), header.width(), orientation);
  }

  /**
   * What the graph takes: a file or RGB samples.
   *
   * @throws BadImageException if the file cannot be turned into samples
   */
  byte[] contents() throws BadImageException {
    byte[] picture = header.picture(file);
    if (header.tensorFlow()) {
      return picture;
    }
    try {
      return RgbSamples.read(header, picture);
    } catch (SamplesException e) {
      throw failure(e.getMessage());
    }
  }

  /** Why TensorFlow could not decode it. */
  BadImageException failure() {
    return failure("TensorFlow cannot decode its %s data".formatted(header.format()));
  }

  private BadImageException failure(String message) {
    if (header.isTruncated(file)) {
      return new BadImageException(
          Stage.DECODE,
          RejectReason.TRUNCATED,
          "the file ends, after %d bytes, before its %s image does"
              .formatted(file.length, header.format()));
    }
    return new BadImageException(Stage.DECODE, RejectReason.CORRUPT, message);
  }
}
