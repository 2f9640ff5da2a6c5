package dev.visualsimilarity.vertexai.prediction;

import java.util.Optional;

/**
 * What the model server made of an image.
 *
 * @param embedding the vector, as the server computed it, bit for bit; empty where there is none
 * @param failure why there is no vector
 */
@SuppressWarnings("ArrayRecordComponent")
public record Prediction(float[] embedding, Optional<Failure> failure) {

  /**
   * Why an image has no vector, in the words of the rejects ledger.
   *
   * @param stage such as {@code decode}
   * @param reason such as {@code truncated}
   * @param message for a person
   */
  public record Failure(String stage, String reason, String message) {}
}
