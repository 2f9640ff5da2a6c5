package dev.visualsimilarity.embedding;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;

/**
 * Why an image has no vector.
 *
 * @param stage where it was found
 * @param reason one of the ledger's
 * @param message for a person: what was found
 */
public record ImageFailure(Stage stage, RejectReason reason, String message) {

  /** The same of a line of the ledger. */
  static ImageFailure of(Reject reject) {
    return new ImageFailure(reject.stage(), reject.reason(), reject.message());
  }

  /** The line of the ledger for the item whose image it is. */
  public Reject reject(String id, String uri) {
    return new Reject(id, uri, stage, reason, message);
  }
}
