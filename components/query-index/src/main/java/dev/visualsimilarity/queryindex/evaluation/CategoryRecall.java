package dev.visualsimilarity.queryindex.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The figures of the queries of one category.
 *
 * @param category as the table of queries has it
 * @param queryCount queries in it
 * @param recall tie-fair, of the queries that have exact neighbors; nothing where none has
 * @param recallById by id
 * @param firstNeighborAccuracy of the approximate index; nothing where labels are not known
 */
public record CategoryRecall(
    String category,
    int queryCount,
    OptionalDouble recall,
    OptionalDouble recallById,
    OptionalDouble firstNeighborAccuracy) {

  /**
   * All categories, the lowest recall first, last where it is not known; queries without a category
   * are in none.
   */
  static List<CategoryRecall> of(List<Match> matches, LabelAccuracy accuracy) {
    Map<String, List<Match>> byCategory = new TreeMap<>();
    matches.stream()
        .filter(match -> !match.query().category().isEmpty())
        .forEach(
            match ->
                byCategory
                    .computeIfAbsent(match.query().category(), name -> new ArrayList<>())
                    .add(match));
    return byCategory.entrySet().stream()
        .map(
            entry ->
                new CategoryRecall(
                    entry.getKey(),
                    entry.getValue().size(),
                    RecallAtK.knownMean(entry.getValue(), Match::recall),
                    RecallAtK.knownMean(entry.getValue(), Match::recallById),
                    accuracy.share(entry.getValue(), Match::ann, 1)))
        .sorted(Comparator.comparingDouble(one -> one.recall().orElse(Double.MAX_VALUE)))
        .toList();
  }
}
