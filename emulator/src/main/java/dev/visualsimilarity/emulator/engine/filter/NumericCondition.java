package dev.visualsimilarity.emulator.engine.filter;

/**
 * A query's demand on the numbers of one namespace: {@code datapoint's value OP value}.
 *
 * @param namespace such as {@code price}
 * @param operator the comparison
 * @param value a Long, a Float or a Double, as the datapoints of the namespace have it
 */
public record NumericCondition(String namespace, Operator operator, Number value) {

  /** The comparison, under the service's names. */
  public enum Operator {
    /** Smaller than the query's value. */
    LESS,
    /** Smaller or equal. */
    LESS_EQUAL,
    /** Equal. */
    EQUAL,
    /** Larger or equal. */
    GREATER_EQUAL,
    /** Larger. */
    GREATER,
    /** Different. */
    NOT_EQUAL;

    boolean accepts(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case LESS_EQUAL -> comparison <= 0;
        case EQUAL -> comparison == 0;
        case GREATER_EQUAL -> comparison >= 0;
        case GREATER -> comparison > 0;
        case NOT_EQUAL -> comparison != 0;
      };
    }
  }
}
