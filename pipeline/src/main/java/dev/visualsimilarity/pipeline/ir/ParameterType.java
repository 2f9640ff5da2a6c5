package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.json.StrictJson;
import java.math.BigDecimal;
import java.util.Locale;

/** The types of parameters in the KFP v2 IR, named as the IR names them. */
public enum ParameterType {
  STRING("text"),
  NUMBER_INTEGER("an integer"),
  NUMBER_DOUBLE("a number"),
  BOOLEAN("true or false"),
  LIST("a list"),
  STRUCT("a map"),
  /** How another task ended: an input of the task of an exit handler. */
  TASK_FINAL_STATUS("a map");

  /** Integers travel as doubles, so larger ones lose digits. */
  private static final BigDecimal INTEGER_LIMIT = BigDecimal.valueOf(1L << 53);

  private final String expected;

  ParameterType(String expected) {
    this.expected = expected;
  }

  /** What a value of this type is, for messages: {@code NUMBER_INTEGER (an integer)}. */
  public String description() {
    return name() + " (" + expected + ")";
  }

  /** Whether the JSON value is one of this type. No number is infinite or none (NaN). */
  public boolean accepts(JsonElement value) {
    return switch (this) {
      case STRING -> value instanceof JsonPrimitive text && text.isString();
      case NUMBER_INTEGER -> isFiniteNumber(value) && isInteger(value.getAsBigDecimal());
      case NUMBER_DOUBLE -> isFiniteNumber(value);
      case BOOLEAN -> value instanceof JsonPrimitive flag && flag.isBoolean();
      case LIST -> value.isJsonArray() && isFinite(value);
      case STRUCT, TASK_FINAL_STATUS -> value.isJsonObject() && isFinite(value);
    };
  }

  /**
   * Reads the text that a program left in an output file, as Kubeflow Pipelines does (TextToPbValue
   * of its converter.go): STRING untouched, others without blanks around, LIST and STRUCT as JSON.
   *
   * @throws IllegalArgumentException if the text is no value of this type
   */
  public JsonElement parse(String text) {
    JsonElement value =
        switch (this) {
          case STRING -> new JsonPrimitive(text);
          case NUMBER_INTEGER, NUMBER_DOUBLE -> new JsonPrimitive(new BigDecimal(text.strip()));
          case BOOLEAN -> new JsonPrimitive(parseBoolean(text.strip()));
          case LIST, STRUCT, TASK_FINAL_STATUS -> StrictJson.parse(text);
        };
    if (!accepts(value)) {
      throw new IllegalArgumentException("not " + expected);
    }
    return value;
  }

  /** The words of Go's strconv.ParseBool, in any case. */
  private static boolean parseBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> throw new IllegalArgumentException("not true or false");
    };
  }

  private static boolean isFiniteNumber(JsonElement value) {
    return value instanceof JsonPrimitive number && number.isNumber() && isFinite(number);
  }

  /** Whether all numbers in a value are finite as doubles, which is what they travel as. */
  private static boolean isFinite(JsonElement value) {
    if (value instanceof JsonArray items) {
      return items.asList().stream().allMatch(ParameterType::isFinite);
    }
    if (value instanceof JsonObject map) {
      return map.asMap().values().stream().allMatch(ParameterType::isFinite);
    }
    return !(value instanceof JsonPrimitive number)
        || !number.isNumber()
        || Double.isFinite(number.getAsDouble());
  }

  private static boolean isInteger(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(INTEGER_LIMIT) < 0;
  }
}
