package dev.visualsimilarity.embedding;

import java.util.Optional;

/**
 * What became of an image: its vector, or the reason why it has none.
 *
 * @param vector the embedding, not copied; without components where there is a failure
 * @param failure why there is no vector
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddedImage(float[] vector, Optional<ImageFailure> failure) {

  private static final float[] NONE = {};

  /** An image that has a vector. */
  public static EmbeddedImage of(float[] vector) {
    return new EmbeddedImage(vector, Optional.empty());
  }

  /** An image that has none. */
  public static EmbeddedImage failed(ImageFailure failure) {
    return new EmbeddedImage(NONE, Optional.of(failure));
  }
}
