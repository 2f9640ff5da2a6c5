package dev.visualsimilarity.vertexai.match;

/**
 * What a search found.
 *
 * @param id of the datapoint
 * @param distance as the index measures it; for a dot product, the product: larger is nearer
 */
public record Neighbor(String id, double distance) {}
