package dev.visualsimilarity.preprocess.image;

/** An image file that could not be turned into samples. */
final class SamplesException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what could not be done. */
  SamplesException(String message, Throwable cause) {
    super(message, cause);
  }
}
