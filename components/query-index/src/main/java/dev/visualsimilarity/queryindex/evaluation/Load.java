package dev.visualsimilarity.queryindex.evaluation;

/**
 * How an index answers clients that each ask one query after another, one a request.
 *
 * @param clients how many ask at once, over one connection
 * @param latency of the queries
 * @param queriesPerSecond of all clients together
 */
public record Load(int clients, Latency latency, double queriesPerSecond) {}
