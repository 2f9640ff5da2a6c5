package dev.visualsimilarity.vertexai.match;

/**
 * How to search.
 *
 * @param neighborCount neighbors a query
 * @param filter what every neighbor must be like
 */
public record SearchOptions(int neighborCount, SearchFilter filter) {

  /** The same with another filter. */
  public SearchOptions withFilter(SearchFilter changed) {
    return new SearchOptions(neighborCount, changed);
  }
}
