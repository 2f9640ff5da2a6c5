package dev.visualsimilarity.emulator.engine;

/**
 * One result of a search.
 *
 * @param row where the datapoint is in the snapshot that was searched
 * @param distance as the service reports it (see {@link DistanceMeasure})
 */
public record Neighbor(int row, double distance) {}
