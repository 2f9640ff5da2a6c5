package dev.visualsimilarity.vertexai;

/** Text of a server or a library, fit for a message of one line. */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[;.]$", "");
  }
}
