package dev.visualsimilarity.emulator.input;

/** A record that cannot be used. The rest of its file can. */
final class RecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RecordErrorType type;

  RecordException(RecordErrorType type, String message) {
    super(message);
    this.type = type;
  }

  RecordErrorType type() {
    return type;
  }
}
