package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The type of a numeric restrict; an index wants one for all values of a namespace. */
public enum NumericType {
  /** 64-bit integer. */
  INT,
  /** 32-bit floating point. */
  FLOAT,
  /** 64-bit floating point. */
  DOUBLE;

  // Narrower than Java's own: no hexadecimal, no suffix, no NaN.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  /** Reads {@code int}, {@code float} or {@code double}. */
  public static NumericType parse(String text) {
    return switch (text) {
      case "int" -> INT;
      case "float" -> FLOAT;
      case "double" -> DOUBLE;
      default ->
          throw UserException.badParameter(
              "numeric restrict type '%s' is unknown; allowed are int, float and double"
                  .formatted(text));
    };
  }

  /**
   * Reads a decimal number; an integer may be written as {@code 3.0}.
   *
   * @throws NumberFormatException if it is none or out of range; the message says which
   */
  public Number read(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException("'%s' is not a number".formatted(text));
    }
    Number number =
        switch (this) {
          case INT -> integer(text);
          case FLOAT -> Float.parseFloat(text);
          case DOUBLE -> Double.parseDouble(text);
        };
    if (!Double.isFinite(number.doubleValue())) {
      throw new NumberFormatException("'%s' is out of range".formatted(text));
    }
    return number;
  }

  private static long integer(String text) {
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException e) {
      NumberFormatException bad =
          new NumberFormatException("'%s' is not a 64-bit integer".formatted(text));
      bad.initCause(e);
      throw bad;
    }
  }
}
