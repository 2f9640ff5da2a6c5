package dev.visualsimilarity.emulator.engine.filter;

import dev.visualsimilarity.datapoint.Restrict;
import java.util.List;

/**
 * A query's restricts. Those on one namespace are one restrict with the tokens of all of them;
 * namespaces and numeric conditions must all hold. An empty filter lets every datapoint through.
 */
public record Filter(List<Restrict> tokens, List<NumericCondition> numbers) {

  /** Lets every datapoint through. */
  public static final Filter NONE = new Filter(List.of(), List.of());

  /** Copies the lists. */
  public Filter {
    tokens = List.copyOf(tokens);
    numbers = List.copyOf(numbers);
  }

  /** Whether everything passes. */
  public boolean isEmpty() {
    return tokens.isEmpty() && numbers.isEmpty();
  }
}
