package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;

/** An image that cannot be decoded, and why. */
public final class UndecodableImageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /**
   * Says what is wrong with an image.
   *
   * @param reason for the ledger
   * @param message for a person
   */
  public UndecodableImageException(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The reason for the ledger. */
  public RejectReason reason() {
    return reason;
  }
}
