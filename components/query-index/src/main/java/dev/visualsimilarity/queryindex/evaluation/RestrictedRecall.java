package dev.visualsimilarity.queryindex.evaluation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The figures of queries that were asked again with one token that every neighbor must have. An
 * approximate index may find fewer neighbors than there are: the leaves that it searches may hold
 * few items with the token.
 *
 * @param namespace of the token
 * @param token that was asked for
 * @param itemCount items of the catalog that have it
 * @param queryCount queries that were asked
 * @param recall tie-fair, of the queries that have exact neighbors; nothing where none has: the
 *     index may have no such restrict
 * @param recallById by id
 * @param exactCount neighbors a query that the exact index returned, on average
 * @param foundCount neighbors a query that the approximate index returned, on average
 */
public record RestrictedRecall(
    String namespace,
    String token,
    long itemCount,
    int queryCount,
    OptionalDouble recall,
    OptionalDouble recallById,
    double exactCount,
    double foundCount) {

  /** Of the answers to one token. */
  public static RestrictedRecall of(
      String namespace, String token, long itemCount, List<Match> matches) {
    return new RestrictedRecall(
        namespace,
        token,
        itemCount,
        matches.size(),
        RecallAtK.knownMean(matches, Match::recall),
        RecallAtK.knownMean(matches, Match::recallById),
        matches.stream().mapToInt(match -> match.exact().size()).average().orElse(0),
        matches.stream().mapToInt(match -> match.ann().size()).average().orElse(0));
  }

  /** {@code namespace=token}. */
  public String name() {
    return namespace + "=" + token;
  }
}
