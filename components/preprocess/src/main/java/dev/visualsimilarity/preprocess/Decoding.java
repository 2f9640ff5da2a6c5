package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.preprocess.format.UndecodableImageException;

/** What became of an image that was to be decoded: its tensor, or the reason why there is none. */
public final class Decoding {

  private static final byte[] NO_TENSOR = new byte[0];

  private final byte[] tensor;
  private final UndecodableImageException failure;

  private Decoding(byte[] tensor, UndecodableImageException failure) {
    this.tensor = tensor;
    this.failure = failure;
  }

  static Decoding of(byte[] tensor) {
    return new Decoding(tensor, null);
  }

  static Decoding failed(UndecodableImageException failure) {
    return new Decoding(NO_TENSOR, failure);
  }

  /**
   * The tensor as little-endian bytes; not copied.
   *
   * @throws UndecodableImageException if the image could not be decoded
   */
  public byte[] tensor() throws UndecodableImageException {
    if (failure != null) {
      throw failure;
    }
    return tensor;
  }
}
