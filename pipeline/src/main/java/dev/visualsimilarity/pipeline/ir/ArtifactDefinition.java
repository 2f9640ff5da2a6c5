package dev.visualsimilarity.pipeline.ir;

/**
 * A declared input or output artifact.
 *
 * @param schemaTitle such as {@code system.Dataset}
 * @param schemaVersion such as {@code 0.0.1}
 * @param optional whether it may be absent
 * @param list whether it is any number of artifacts
 */
public record ArtifactDefinition(
    String schemaTitle, String schemaVersion, boolean optional, boolean list) {

  /** The type that stands for all others. */
  private static final String ANY = "system.Artifact";

  /** One artifact that must be there. */
  public ArtifactDefinition(String schemaTitle, String schemaVersion) {
    this(schemaTitle, schemaVersion, false, false);
  }

  /** Whether an output of this definition can be given to an input, or outer output, of another. */
  boolean fits(ArtifactDefinition other) {
    return list == other.list
        && (schemaTitle.equals(other.schemaTitle)
            || schemaTitle.equals(ANY)
            || other.schemaTitle.equals(ANY));
  }

  /** Such as {@code system.Dataset} or {@code a list of system.Dataset}. */
  String description() {
    return list ? "a list of " + schemaTitle : schemaTitle;
  }
}
