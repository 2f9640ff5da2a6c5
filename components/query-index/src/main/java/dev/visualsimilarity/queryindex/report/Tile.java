package dev.visualsimilarity.queryindex.report;

/**
 * A neighbor, as the template {@code tile.mustache} shows it.
 *
 * @param rank from 1
 * @param picture CSS class
 * @param same whether it shows the query's product
 * @param kind CSS classes
 */
record Tile(
    int rank,
    String id,
    String title,
    String distance,
    String picture,
    boolean same,
    String kind) {}
