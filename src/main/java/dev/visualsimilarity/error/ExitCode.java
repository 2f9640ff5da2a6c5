package dev.visualsimilarity.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every command of the project exits with. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Failed while working. */
  public static final int FAILED = 1;

  /** Bad usage or bad parameters, found before any work was done. */
  public static final int BAD_PARAMETERS = 2;

  /** Done, but more items were rejected than allowed. */
  public static final int TOO_MANY_REJECTS = 3;

  private ExitCode() {}

  /**
   * What each means, in their order, for {@code --help}.
   *
   * @param rejects whether there may be {@link #TOO_MANY_REJECTS}
   */
  public static Map<String, String> descriptions(boolean rejects) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(Integer.toString(DONE), "done");
    texts.put(Integer.toString(FAILED), "failed while working");
    texts.put(Integer.toString(BAD_PARAMETERS), "bad usage or parameters, before any work");
    if (rejects) {
      texts.put(Integer.toString(TOO_MANY_REJECTS), "done, but more items rejected than allowed");
    }
    return Collections.unmodifiableMap(texts);
  }
}
