package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.preprocess.format.BadImageException;
import java.nio.ByteBuffer;

/**
 * What became of an image that was to be decoded: its tensor, in TensorFlow's own memory until this
 * is closed, or the reason why there is none. A batch is in one memory, which is free when all of
 * its images are closed. Thread safe.
 */
public final class DecodedImage implements AutoCloseable {

  private final ByteBuffer tensor;
  private final BatchMemory memory;
  private final BadImageException failure;

  private DecodedImage(ByteBuffer tensor, BatchMemory memory, BadImageException failure) {
    this.tensor = tensor;
    this.memory = memory;
    this.failure = failure;
  }

  static DecodedImage of(ByteBuffer tensor, BatchMemory memory) {
    return new DecodedImage(tensor, memory, null);
  }

  static DecodedImage failed(BadImageException failure) {
    return new DecodedImage(null, null, failure);
  }

  /**
   * The tensor: height × width × 3 elements, little-endian; not copied.
   *
   * @throws BadImageException if the image could not be decoded
   */
  public ByteBuffer tensor() throws BadImageException {
    if (failure != null) {
      throw failure;
    }
    return tensor.duplicate();
  }

  /** Lets the memory go; to be called once. */
  @Override
  public void close() {
    if (memory != null) {
      memory.release();
    }
  }
}
