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

  private ValueText() {}

  /** The text of a value. */
  public static String of(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive)) {
      return Json.COMPACT.toJson(value);
    }
    return primitive.isNumber() ? number(primitive.getAsBigDecimal()) : primitive.getAsString();
  }

  private static String number(BigDecimal number) {
    BigDecimal value = number.stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    if (value.scale() <= 0 || (exponent >= -4 && exponent < FIRST_EXPONENT)) {
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
