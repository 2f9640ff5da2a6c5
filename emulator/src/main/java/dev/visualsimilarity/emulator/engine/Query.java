package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.emulator.engine.filter.Filter;

/**
 * One nearest-neighbour question. Built by {@link #of} and the {@code with} methods; immutable, but
 * for the vector, which is handed over.
 */
public final class Query {
  private final float[] vector;
  private final int neighborCount;
  private final Filter filter;
  private final int perCrowdingTag;
  private final int approximateNeighbors;
  private final double leafFraction;

  private Query(
      float[] vector,
      int neighborCount,
      Filter filter,
      int perCrowdingTag,
      int approximateNeighbors,
      double leafFraction) {
    this.vector = vector;
    this.neighborCount = neighborCount;
    this.filter = filter;
    this.perCrowdingTag = perCrowdingTag;
    this.approximateNeighbors = approximateNeighbors;
    this.leafFraction = leafFraction;
  }

  /** The {@code neighborCount} nearest datapoints to {@code vector}, with the index's settings. */
  public static Query of(float[] vector, int neighborCount) {
    if (neighborCount < 1) {
      throw new IllegalArgumentException("neighborCount must be at least 1: " + neighborCount);
    }
    return new Query(vector, neighborCount, Filter.NONE, 0, 0, 0);
  }

  /** Only datapoints that the filter lets through. */
  public Query withFilter(Filter newFilter) {
    return new Query(
        vector, neighborCount, newFilter, perCrowdingTag, approximateNeighbors, leafFraction);
  }

  /** At most this many results with the same crowding tag; 0 = no limit. */
  public Query withPerCrowdingTag(int limit) {
    return new Query(vector, neighborCount, filter, limit, approximateNeighbors, leafFraction);
  }

  /** Candidates kept by an approximate index; 0 = the index's setting. */
  public Query withApproximateNeighbors(int count) {
    return new Query(vector, neighborCount, filter, perCrowdingTag, count, leafFraction);
  }

  /** Share of the leaves that an approximate index looks into; 0 = the index's setting. */
  public Query withLeafFraction(double fraction) {
    return new Query(vector, neighborCount, filter, perCrowdingTag, approximateNeighbors, fraction);
  }

  float[] vector() {
    return vector;
  }

  /** How many neighbors it asks for. */
  public int neighborCount() {
    return neighborCount;
  }

  Filter filter() {
    return filter;
  }

  /** At most this many results with the same crowding tag; 0 = no limit. */
  public int perCrowdingTag() {
    // The service ignores a limit that could never bind.
    return perCrowdingTag < neighborCount ? perCrowdingTag : 0;
  }

  int candidateCount(TreeAhSettings settings) {
    return approximateNeighbors > 0 ? approximateNeighbors : settings.approximateNeighborsCount();
  }

  double leafFraction(TreeAhSettings settings) {
    return leafFraction > 0 ? leafFraction : settings.fractionLeafNodesToSearch();
  }
}
