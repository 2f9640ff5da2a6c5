package dev.visualsimilarity.command;

/** Values of flags as pipelines pass them. */
public final class Placeholders {

  private Placeholders() {}

  /**
   * The value, or nothing for a placeholder that was left as it is: Kubeflow Pipelines does so with
   * those that only Vertex AI knows.
   */
  public static String resolved(String value) {
    String stripped = value.strip();
    return stripped.startsWith("{{$") ? "" : stripped;
  }
}
