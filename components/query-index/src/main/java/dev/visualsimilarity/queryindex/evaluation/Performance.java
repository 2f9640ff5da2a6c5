package dev.visualsimilarity.queryindex.evaluation;

/**
 * How fast the approximate index answers, as seen from this machine.
 *
 * @param sequential by one client: what one shopper waits for
 * @param concurrent by several at once
 * @param batchQueriesPerSecond many queries a request, one request after another
 */
public record Performance(Load sequential, Load concurrent, double batchQueriesPerSecond) {}
