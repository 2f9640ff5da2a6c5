package dev.visualsimilarity.vertexai.match;

import dev.visualsimilarity.datapoint.Restrict;
import java.util.ArrayList;
import java.util.List;

/**
 * What every neighbor must be like; conditions on several namespaces must all hold.
 *
 * @param restricts tokens that it must have one of, or must not have, a namespace each
 * @param numericConditions on its numbers
 * @param perCrowdingAttribute how many neighbors of one crowding tag there may be; 0: any number
 */
public record SearchFilter(
    List<Restrict> restricts, List<NumericCondition> numericConditions, int perCrowdingAttribute) {

  private static final SearchFilter NONE = new SearchFilter(List.of(), List.of(), 0);

  public SearchFilter {
    restricts = List.copyOf(restricts);
    numericConditions = List.copyOf(numericConditions);
  }

  /** Every datapoint will do. */
  public static SearchFilter none() {
    return NONE;
  }

  /** Whether every datapoint will do. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The same, but in {@code namespace} a neighbor must have {@code token}, whatever was asked. */
  public SearchFilter withToken(String namespace, String token) {
    List<Restrict> changed = new ArrayList<>();
    List<String> deny = new ArrayList<>();
    for (Restrict restrict : restricts) {
      if (restrict.namespace().equals(namespace)) {
        deny.addAll(restrict.deny());
      } else {
        changed.add(restrict);
      }
    }
    changed.add(new Restrict(namespace, List.of(token), deny));
    return new SearchFilter(changed, numericConditions, perCrowdingAttribute);
  }

  /** Such as {@code category=shoes, not brand=acme, price<50.0}; empty for none. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (Restrict restrict : restricts) {
      restrict.allow().forEach(token -> parts.add(restrict.namespace() + "=" + token));
      restrict.deny().forEach(token -> parts.add("not " + restrict.namespace() + "=" + token));
    }
    numericConditions.forEach(condition -> parts.add(condition.toString()));
    if (perCrowdingAttribute > 0) {
      parts.add("at most %d a crowding tag".formatted(perCrowdingAttribute));
    }
    return String.join(", ", parts);
  }
}
