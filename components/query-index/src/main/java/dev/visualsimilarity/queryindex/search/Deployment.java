package dev.visualsimilarity.queryindex.search;

/**
 * A deployed index.
 *
 * @param indexEndpoint resource name
 * @param deployedIndexId of the deployment
 * @param matchAddress host that answers queries; empty for the API endpoint
 */
public record Deployment(String indexEndpoint, String deployedIndexId, String matchAddress) {}
