package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Whether neighbors show the same product as the query, where labels say which product it is. */
public final class LabelAccuracy {

  private final Map<String, String> labels;

  /**
   * @param labels of the indexed items, by id
   */
  public LabelAccuracy(Map<String, String> labels) {
    this.labels = Map.copyOf(labels);
  }

  /** Whether any indexed item has a label. */
  public boolean isKnown() {
    return !labels.isEmpty();
  }

  /** Whether an item has the query's label. */
  public boolean isSame(Match match, Neighbor neighbor) {
    String label = match.query().label();
    return !label.isEmpty() && label.equals(labels.get(neighbor.id()));
  }

  /**
   * The share of the queries of which one of the first neighbors has the same label; nothing where
   * no query or no indexed item has a label.
   *
   * @param side which of the answers to look at
   * @param first how many neighbors to look at
   */
  public OptionalDouble share(
      List<Match> matches, Function<Match, List<Neighbor>> side, int first) {
    if (labels.isEmpty()) {
      return OptionalDouble.empty();
    }
    return matches.stream()
        .filter(match -> !match.query().label().isEmpty())
        .mapToDouble(
            match ->
                side.apply(match).stream().limit(first).anyMatch(one -> isSame(match, one)) ? 1 : 0)
        .average();
  }
}
