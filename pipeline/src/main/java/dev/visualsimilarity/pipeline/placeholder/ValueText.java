package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.json.Json;
import java.math.BigDecimal;

/**
 * Writes the values of parameters as Kubeflow Pipelines puts them into a command: text as it is,
 * integers without {@code .0}, other numbers like Go's {@code %g} ({@code 1e-05}), {@code true} and
 * {@code false}, lists and maps as compact JSON.
 */
public final class ValueText {

  /** Go's %g writes an exponent from here on, and below 1e-4. */
  private static final int FIRST_EXPONENT = 6;

  /** That of the largest double; written out, what is larger could fill the memory. */
  private static final int LAST_EXPONENT = 308;

  private ValueText() {}

  /** The text of a value. */
  public static String of(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive)) {
      return Json.COMPACT.toJson(value);
    }
    return primitive.isNumber() ? number(primitive) : primitive.getAsString();
  }

  private static String number(JsonPrimitive primitive) {
    try {
      return number(primitive.getAsBigDecimal());
    } catch (NumberFormatException e) {
      // NaN, infinity, and exponents that Gson does not read.
      return primitive.getAsString();
    }
  }

  private static String number(BigDecimal number) {
    BigDecimal value = number.stripTrailingZeros();
    long exponent = (long) value.precision() - value.scale() - 1;
    boolean integer = value.scale() <= 0 && exponent <= LAST_EXPONENT;
    if (integer || (exponent >= -4 && exponent < FIRST_EXPONENT)) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%s%se%s%02d"
        .formatted(
            value.signum() < 0 ? "-" : "",
            digits.charAt(0),
            fraction,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
