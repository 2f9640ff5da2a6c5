package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.preprocess.format.BadImageException;
import java.nio.ByteBuffer;

/** What became of an image that was to be decoded: its tensor, or the reason why there is none. */
public final class Decoding {

  private static final byte[] NO_TENSOR = new byte[0];

  private final byte[] tensor;
  private final BadImageException failure;

  private Decoding(byte[] tensor, BadImageException failure) {
    this.tensor = tensor;
    this.failure = failure;
  }

  /** A copy of an image, which is closed. */
  static Decoding of(DecodedImage image) {
    try (image) {
      ByteBuffer memory = image.tensor();
      byte[] tensor = new byte[memory.remaining()];
      memory.get(tensor);
      return new Decoding(tensor, null);
    } catch (BadImageException e) {
      return new Decoding(NO_TENSOR, e);
    }
  }

  /**
   * The tensor as little-endian bytes; not copied.
   *
   * @throws BadImageException if the image could not be decoded
   */
  public byte[] tensor() throws BadImageException {
    if (failure != null) {
      throw failure;
    }
    return tensor;
  }
}
