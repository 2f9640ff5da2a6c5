package dev.visualsimilarity.queryindex.report;

import java.util.Collection;
import java.util.List;

/**
 * What the template {@code report.mustache} shows, as text that is ready but for escaping.
 *
 * @param title of the page
 * @param k neighbors a query
 * @param recall of all queries
 * @param queryCount of all queries, shown or not
 * @param summary figures, in order
 * @param recallChart SVG
 * @param latencyChart SVG
 * @param clients that asked at once
 * @param measuredCount queries whose latency was measured
 * @param hasCategories whether queries have any
 * @param hasAccuracy whether labels are known
 * @param categories lowest recall first
 * @param filters names of all categories that are shown
 * @param hasRestricts whether any were asked for
 * @param restricts lowest recall first
 * @param facts what was asked
 * @param note which queries are shown
 * @param queries those that are shown
 * @param pictures as CSS classes
 */
record ReportPage(
    String title,
    int k,
    String recall,
    int queryCount,
    List<Figure> summary,
    String recallChart,
    String latencyChart,
    int clients,
    int measuredCount,
    boolean hasCategories,
    boolean hasAccuracy,
    List<CategoryRow> categories,
    List<String> filters,
    boolean hasRestricts,
    List<RestrictRow> restricts,
    List<Figure> facts,
    String note,
    List<Card> queries,
    Collection<Thumbnails.Picture> pictures) {

  /** A figure and its name. */
  record Figure(String name, String value) {}

  /**
   * The queries of a category.
   *
   * @param link its name in an address
   * @param kind CSS class
   */
  record CategoryRow(
      String name, String link, int queryCount, String recall, String accuracy, String kind) {}

  /**
   * The queries under a restrict.
   *
   * @param found neighbors a query of the approximate index
   * @param exact neighbors a query of the exact index
   * @param kind CSS class
   */
  record RestrictRow(
      String name,
      long itemCount,
      int queryCount,
      String recall,
      String found,
      String exact,
      String kind) {}

  /**
   * A query.
   *
   * @param hasId whether its id is not its title
   * @param hasLabel whether it has a label that is not its title
   * @param recall of this query
   * @param complete whether nothing was missed
   * @param found what the approximate index returned
   * @param missed exact neighbors that it did not return
   * @param hasMissed whether there are any
   */
  record Card(
      String id,
      boolean hasId,
      String title,
      String label,
      boolean hasLabel,
      String category,
      String picture,
      String recall,
      boolean complete,
      List<Tile> found,
      List<Tile> missed,
      boolean hasMissed) {}
}
