package dev.visualsimilarity.emulator.engine;

/**
 * Settings of an approximate index, under the names of {@code treeAhConfig}.
 *
 * @param leafNodeEmbeddingCount datapoints a leaf holds on average, at least 1
 * @param fractionLeafNodesToSearch share of the leaves that a query looks into, above 0, at most 1
 * @param approximateNeighborsCount candidates kept before they are put in exact order, at least 1
 */
public record TreeAhSettings(
    int leafNodeEmbeddingCount, double fractionLeafNodesToSearch, int approximateNeighborsCount) {

  /** Refuses settings out of range. */
  public TreeAhSettings {
    if (leafNodeEmbeddingCount < 1) {
      throw new IllegalArgumentException(
          "leafNodeEmbeddingCount must be at least 1: " + leafNodeEmbeddingCount);
    }
    if (!(fractionLeafNodesToSearch > 0 && fractionLeafNodesToSearch <= 1)) {
      throw new IllegalArgumentException(
          "fractionLeafNodesToSearch must be above 0 and at most 1: " + fractionLeafNodesToSearch);
    }
    if (approximateNeighborsCount < 1) {
      throw new IllegalArgumentException(
          "approximateNeighborsCount must be at least 1: " + approximateNeighborsCount);
    }
  }
}
