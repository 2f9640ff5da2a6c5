package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Pattern;
import java.util.List;

/**
 * A category of products as a shop sorts them.
 *
 * @param category the value of the table's column
 * @param noun what one of them is called in a title
 * @param family draws them
 * @param standing true if they stand on a floor; false if they lie on a table, seen from above
 * @param patterns the prints they come in
 * @param cheapest lowest price in whole units of currency
 * @param dearest highest price in whole units of currency
 */
public record Kind(
    String category,
    String noun,
    Family family,
    boolean standing,
    List<Pattern> patterns,
    int cheapest,
    int dearest) {

  public Kind {
    patterns = List.copyOf(patterns);
  }
}
