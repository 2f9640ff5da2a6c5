package dev.visualsimilarity.pipeline.condition;

import com.google.gson.JsonElement;
import java.util.Map;

/**
 * Two values compared.
 *
 * @param operator one of {@code == != < <= > >=}
 */
record Comparison(String operator, Expression left, Expression right) implements Expression {

  @Override
  public Kind kind(Map<String, Kind> inputs) {
    Kind first = left.kind(inputs);
    Kind second = right.kind(inputs);
    if (first != second) {
      throw new IllegalArgumentException(
          "compares %s with %s%s".formatted(first, second, advice(first, second)));
    }
    if (first == Kind.FLAG && !isEquality()) {
      throw new IllegalArgumentException("orders true and false by " + operator);
    }
    return Kind.FLAG;
  }

  @Override
  public Object value(Map<String, JsonElement> inputs) {
    Object first = left.value(inputs);
    Object second = right.value(inputs);
    if (isEquality()) {
      return first.equals(second) == operator.equals("==");
    }
    int order = order(first, second);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private boolean isEquality() {
    return operator.equals("==") || operator.equals("!=");
  }

  private static int order(Object first, Object second) {
    if (first instanceof Long a && second instanceof Long b) {
      return a.compareTo(b);
    }
    if (first instanceof Double a && second instanceof Double b) {
      return a.compareTo(b);
    }
    if (first instanceof String a && second instanceof String b) {
      return a.compareTo(b);
    }
    throw new IllegalArgumentException("cannot order %s and %s".formatted(first, second));
  }

  private static String advice(Kind first, Kind second) {
    boolean numbers = first != second && isNumber(first) && isNumber(second);
    return numbers ? "; write int(…) around the input, or the literal with a decimal point" : "";
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.INTEGER || kind == Kind.NUMBER;
  }
}
