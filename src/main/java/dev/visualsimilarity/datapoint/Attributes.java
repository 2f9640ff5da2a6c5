package dev.visualsimilarity.datapoint;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a datapoint beside its vector, for filtering at query time.
 *
 * @param restricts tokens by namespace
 * @param numericRestricts numbers by namespace
 * @param crowdingTag a query can limit how many results share it
 */
public record Attributes(
    List<Restrict> restricts,
    List<NumericRestrict> numericRestricts,
    Optional<String> crowdingTag) {

  /** Nothing known. */
  public static final Attributes NONE = new Attributes(List.of(), List.of(), Optional.empty());

  public Attributes {
    restricts = List.copyOf(restricts);
    numericRestricts = List.copyOf(numericRestricts);
  }
}
