package dev.visualsimilarity.vertexai;

/** Text of a server or a library, fit for a message of one line. */
public final class OneLine {

  private OneLine() {}

  /** The text without line breaks and without a full stop at its end. */
  public static String of(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[;.]$", "");
  }
}
