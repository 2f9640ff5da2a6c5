package dev.visualsimilarity.pipeline.condition;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Map;

/** A part of a condition. Its values are String, Long, Double and Boolean. */
sealed interface Expression
    permits Comparison,
        Expression.Literal,
        Expression.Input,
        Expression.Conversion,
        Expression.Not,
        Expression.Both {

  Kind kind(Map<String, Kind> inputs);

  Object value(Map<String, JsonElement> inputs);

  /** A value in the condition itself. */
  record Literal(Kind kind, Object value) implements Expression {
    @Override
    public Kind kind(Map<String, Kind> inputs) {
      return kind;
    }

    @Override
    public Object value(Map<String, JsonElement> inputs) {
      return value;
    }
  }

  /** An input of the task. */
  record Input(String name) implements Expression {
    @Override
    public Kind kind(Map<String, Kind> inputs) {
      Kind kind = inputs.get(name);
      if (kind == null) {
        throw new IllegalArgumentException(
            "asks for an input that the task does not have: " + name);
      }
      if (kind == Kind.OTHER) {
        throw new IllegalArgumentException("cannot compare the input " + name + ", " + kind);
      }
      return kind;
    }

    @Override
    public Object value(Map<String, JsonElement> inputs) {
      if (!(inputs.get(name) instanceof JsonPrimitive value)) {
        throw new IllegalArgumentException("asks for the input " + name + ", which has no value");
      }
      if (value.isBoolean()) {
        return value.getAsBoolean();
      }
      return value.isNumber() ? (Object) value.getAsDouble() : value.getAsString();
    }
  }

  /** A conversion by name: int, double, string or bool. */
  record Conversion(Kind kind, Expression of) implements Expression {
    @Override
    public Kind kind(Map<String, Kind> inputs) {
      of.kind(inputs);
      return kind;
    }

    @Override
    public Object value(Map<String, JsonElement> inputs) {
      String text = String.valueOf(of.value(inputs));
      try {
        return switch (kind) {
          case INTEGER -> new BigDecimal(text).longValue();
          case NUMBER -> Double.parseDouble(text);
          case FLAG -> Boolean.parseBoolean(text);
          case TEXT, OTHER -> text;
        };
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("cannot read '" + text + "' as " + kind, e);
      }
    }
  }

  /** Not. */
  record Not(Expression of) implements Expression {
    @Override
    public Kind kind(Map<String, Kind> inputs) {
      return flag(of, inputs);
    }

    @Override
    public Object value(Map<String, JsonElement> inputs) {
      return !truth(of, inputs);
    }
  }

  /** Both, or any; the second is asked only where the first does not settle it. */
  record Both(boolean all, Expression first, Expression second) implements Expression {
    @Override
    public Kind kind(Map<String, Kind> inputs) {
      flag(first, inputs);
      return flag(second, inputs);
    }

    @Override
    public Object value(Map<String, JsonElement> inputs) {
      return truth(first, inputs) == all ? truth(second, inputs) : !all;
    }
  }

  private static Kind flag(Expression part, Map<String, Kind> inputs) {
    Kind kind = part.kind(inputs);
    if (kind != Kind.FLAG) {
      throw new IllegalArgumentException("has " + kind + " where true or false is needed");
    }
    return kind;
  }

  private static boolean truth(Expression part, Map<String, JsonElement> inputs) {
    if (part.value(inputs) instanceof Boolean truth) {
      return truth;
    }
    throw new IllegalArgumentException("has a value that is not true or false where one is needed");
  }
}
