package dev.visualsimilarity.datapoint;

/**
 * A number of one namespace of a datapoint: {@code numeric_restricts} of Vertex AI Vector Search.
 * All datapoints of an index must use one type a namespace.
 *
 * @param namespace such as {@code price}; not empty
 * @param value a Long for {@code value_int}, a Float for {@code value_float}, a Double for {@code
 *     value_double}; finite
 */
public record NumericRestrict(String namespace, Number value) {

  public NumericRestrict {
    if (namespace.isEmpty()) {
      throw new IllegalArgumentException("a numeric restrict has no namespace");
    }
    if (!(value instanceof Long || value instanceof Float || value instanceof Double)) {
      throw new IllegalArgumentException(
          "a numeric restrict is a Long, a Float or a Double, not " + value);
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException(namespace + " is not a finite number: " + value);
    }
  }
}
