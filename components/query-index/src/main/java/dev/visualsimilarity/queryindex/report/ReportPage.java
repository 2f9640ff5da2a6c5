package dev.visualsimilarity.queryindex.report;

import java.util.Collection;
import java.util.List;

/**
 * What the template {@code report.mustache} shows, as text that is ready but for escaping.
 *
 * @param title of the page
 * @param recall of all queries
 * @param summary figures, in order
 * @param deployments what was asked
 * @param note which queries are shown
 * @param queries worst first
 * @param pictures as CSS classes
 */
record ReportPage(
    String title,
    String recall,
    List<Figure> summary,
    List<Figure> deployments,
    String note,
    List<Card> queries,
    Collection<Thumbnails.Picture> pictures) {

  /** A figure and its name. */
  record Figure(String name, String value) {}

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
      String picture,
      String recall,
      boolean complete,
      List<Tile> found,
      List<Tile> missed,
      boolean hasMissed) {}

  /**
   * A neighbor.
   *
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
}
