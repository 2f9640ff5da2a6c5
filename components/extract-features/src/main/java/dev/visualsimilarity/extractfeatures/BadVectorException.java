package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;

/** A vector that cannot be an embedding. There may be many of these: they have no stack trace. */
public final class BadVectorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  BadVectorException(RejectReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** The item as the ledger lists it. */
  public Reject reject(String id, String uri) {
    return new Reject(id, uri, Stage.EXTRACT, reason, getMessage());
  }
}
