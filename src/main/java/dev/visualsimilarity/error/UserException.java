package dev.visualsimilarity.error;

/**
 * A mistake that the user can mend. Its message is all that is shown: one line that says what
 * happened, the offending value, what is allowed and what to do.
 */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Found before any work was done: {@link ExitCode#BAD_PARAMETERS}. */
  public static UserException badParameter(String message) {
    return new UserException(ExitCode.BAD_PARAMETERS, message, null);
  }

  /** Found before any work was done, through another error: {@link ExitCode#BAD_PARAMETERS}. */
  public static UserException badParameter(String message, Throwable cause) {
    return new UserException(ExitCode.BAD_PARAMETERS, message, cause);
  }

  /** Found while working: {@link ExitCode#FAILED}. */
  public static UserException failed(String message) {
    return new UserException(ExitCode.FAILED, message, null);
  }

  /** Found while working, through another error: {@link ExitCode#FAILED}. */
  public static UserException failed(String message, Throwable cause) {
    return new UserException(ExitCode.FAILED, message, cause);
  }

  /**
   * The work is done, but more items were rejected than allowed: {@link ExitCode#TOO_MANY_REJECTS}.
   */
  public static UserException tooManyRejects(String message) {
    return new UserException(ExitCode.TOO_MANY_REJECTS, message, null);
  }

  /** The same mistake, told in other words. */
  public UserException inWords(String message) {
    return new UserException(exitCode, message, this);
  }

  /** What the process exits with. */
  public int exitCode() {
    return exitCode;
  }
}
