package dev.visualsimilarity.datapoint;

import java.util.List;

/**
 * Tokens of one namespace, of a datapoint or a query: {@code restricts} of Vertex AI Vector Search.
 *
 * @param namespace such as {@code category}; not empty
 * @param allow tokens that it has, or that a query wants
 * @param deny tokens for which it must not be returned, or that a query does not want
 */
public record Restrict(String namespace, List<String> allow, List<String> deny) {

  public Restrict {
    if (namespace.isEmpty()) {
      throw new IllegalArgumentException("a restrict has no namespace");
    }
    allow = allow == null ? List.of() : List.copyOf(allow);
    deny = deny == null ? List.of() : List.copyOf(deny);
  }
}
