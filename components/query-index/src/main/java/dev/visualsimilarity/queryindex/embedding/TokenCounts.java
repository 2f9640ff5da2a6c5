package dev.visualsimilarity.queryindex.embedding;

import dev.visualsimilarity.datapoint.Restrict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many items of a catalog have which token. Not thread safe. */
public final class TokenCounts {

  private final Map<String, Map<String, Long>> byNamespace = new TreeMap<>();

  /**
   * A token.
   *
   * @param itemCount items that have it
   */
  public record Token(String namespace, String token, long itemCount) {}

  /** Counts the tokens of one item in one namespace. */
  void add(Restrict restrict) {
    Map<String, Long> counts =
        byNamespace.computeIfAbsent(restrict.namespace(), name -> new HashMap<>());
    restrict.allow().forEach(token -> counts.merge(token, 1L, Long::sum));
  }

  /** The commonest tokens of each namespace. */
  public List<Token> commonest(int perNamespace) {
    return byNamespace.entrySet().stream()
        .flatMap(
            namespace ->
                namespace.getValue().entrySet().stream()
                    .map(one -> new Token(namespace.getKey(), one.getKey(), one.getValue()))
                    .sorted(
                        Comparator.comparingLong(Token::itemCount)
                            .reversed()
                            .thenComparing(Token::token))
                    .limit(perNamespace))
        .toList();
  }

  /** How many tokens there are in all namespaces. */
  public int size() {
    return byNamespace.values().stream().mapToInt(Map::size).sum();
  }
}
