package dev.visualsimilarity.tensors;

import dev.visualsimilarity.error.UserException;

/**
 * What every image tensor of a set is: height × width × 3 (RGB) elements of one type, row by row.
 *
 * @param type of the elements
 * @param height in pixels, 1 to {@value #MAX_SIDE}
 * @param width in pixels, 1 to {@value #MAX_SIDE}
 */
public record TensorSpec(TensorType type, int height, int width) {

  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  /** The greatest height and width. */
  public static final int MAX_SIDE = 4096;

  public TensorSpec {
    check("height", height);
    check("width", width);
  }

  /** Elements of one tensor. */
  public int elements() {
    return height * width * CHANNELS;
  }

  /** Bytes of one tensor. */
  public int bytes() {
    return elements() * type.bytes();
  }

  /** Such as {@code float32 224x224x3}. */
  @Override
  public String toString() {
    return "%s %dx%dx%d".formatted(type.wireName(), height, width, CHANNELS);
  }

  private static void check(String side, int pixels) {
    if (pixels < 1 || pixels > MAX_SIDE) {
      throw UserException.badParameter(
          "image %s %d is out of range; allowed are 1 to %d".formatted(side, pixels, MAX_SIDE));
    }
  }
}
