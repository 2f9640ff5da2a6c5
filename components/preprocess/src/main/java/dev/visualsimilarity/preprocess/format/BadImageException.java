package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;

/** An image that cannot be used, and why. */
public final class BadImageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final RejectReason reason;

  /**
   * Says what is wrong with an image.
   *
   * @param stage where it was found
   * @param reason for the ledger
   * @param message for a person
   */
  public BadImageException(Stage stage, RejectReason reason, String message) {
    super(message);
    this.stage = stage;
    this.reason = reason;
  }

  /** What is wrong with the content of an image. */
  BadImageException(RejectReason reason, String message) {
    this(Stage.DECODE, reason, message);
  }

  /** The reason for the ledger. */
  public RejectReason reason() {
    return reason;
  }

  /** The line of the ledger for the item whose image it is. */
  public Reject reject(String id, String uri) {
    return new Reject(id, uri, stage, reason, getMessage());
  }
}
