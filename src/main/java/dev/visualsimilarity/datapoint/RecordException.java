package dev.visualsimilarity.datapoint;

/**
 * A record of index data that cannot be used. The rest of its file can, so there may be as many of
 * these as a file has lines: they have no stack trace.
 */
public final class RecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RecordErrorType type;
  private final String id;

  /**
   * Says what is wrong with a record.
   *
   * @param id of the record; empty where it is not known
   * @param message one line
   */
  public RecordException(RecordErrorType type, String id, String message) {
    super(message, null, false, false);
    this.type = type;
    this.id = id;
  }

  /** The kind of mistake. */
  public RecordErrorType type() {
    return type;
  }

  /** The record's id; empty where it was not read before the mistake. */
  public String id() {
    return id;
  }

  /** The same mistake in a record whose id is known. */
  RecordException withId(String known) {
    return new RecordException(type, known, getMessage());
  }
}
