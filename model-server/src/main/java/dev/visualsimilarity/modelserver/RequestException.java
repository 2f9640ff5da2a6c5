package dev.visualsimilarity.modelserver;

/** A request that is not answered with predictions, and the HTTP status that says so. */
final class RequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param message for the client: what is wrong and what is allowed
   */
  RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
