package dev.visualsimilarity.pipeline.value;

import java.util.List;
import java.util.function.Predicate;

/**
 * What an input of a program may be.
 *
 * @param allowed in words
 * @param holds of its text
 */
record ValueRule(String allowed, Predicate<String> holds) {

  /** One of some words; nothing stands for the default. */
  static ValueRule words(String... words) {
    List<String> list = List.of(words);
    return new ValueRule(String.join(", ", list), text -> text.isEmpty() || list.contains(text));
  }

  /** A number that is not less than a bound. */
  static ValueRule atLeast(double least) {
    return new ValueRule(
        "numbers from %s on".formatted(plain(least)), text -> Double.parseDouble(text) >= least);
  }

  /** A number between two bounds, both allowed. */
  static ValueRule between(double least, double most) {
    return new ValueRule(
        "numbers from %s to %s".formatted(plain(least), plain(most)),
        text -> Double.parseDouble(text) >= least && Double.parseDouble(text) <= most);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
