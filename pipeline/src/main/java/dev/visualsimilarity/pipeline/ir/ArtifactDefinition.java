package dev.visualsimilarity.pipeline.ir;

/**
 * A declared input or output artifact.
 *
 * @param schemaTitle such as {@code system.Dataset}
 * @param schemaVersion such as {@code 0.0.1}
 * @param optional whether it may be absent
 */
public record ArtifactDefinition(String schemaTitle, String schemaVersion, boolean optional) {}
