package dev.visualsimilarity.vertexai.match;

/**
 * A deployed index.
 *
 * @param indexEndpoint resource name
 * @param deployedIndexId of the deployment
 * @param matchAddress {@code HOST[:PORT]} that answers queries; empty: as the endpoint says
 */
public record Deployment(String indexEndpoint, String deployedIndexId, String matchAddress) {

  /** Such as {@code 'shop' on projects/p/locations/us-central1/indexEndpoints/7}. */
  @Override
  public String toString() {
    return "'%s' on %s".formatted(deployedIndexId, indexEndpoint);
  }
}
