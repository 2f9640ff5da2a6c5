package dev.visualsimilarity.pipeline.condition;

import com.google.gson.JsonElement;
import java.util.Map;

/**
 * What a task's {@code triggerPolicy.condition} asks of the task's inputs, such as {@code
 * inputs.parameter_values['mode'] == 'full' && int(inputs.parameter_values['n']) > 3}: comparisons
 * of inputs and literals, {@code int()}, {@code double()}, {@code string()}, {@code bool()}, {@code
 * !}, {@code &&}, {@code ||} and parentheses, as the compiler of the KFP SDK writes them.
 */
public final class Condition {

  private final String text;
  private final Expression expression;

  private Condition(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException that says what is wrong where
   */
  public static Condition parse(String text) {
    return new Condition(text, new ConditionParser(text).parse());
  }

  /**
   * Checks that it asks only what can be answered.
   *
   * @param inputs the kinds of the task's inputs, by name
   * @throws IllegalArgumentException that names the part that cannot
   */
  public void check(Map<String, Kind> inputs) {
    Kind kind = expression.kind(inputs);
    if (kind != Kind.FLAG) {
      throw new IllegalArgumentException("gives " + kind + ", not true or false");
    }
  }

  /**
   * Whether the task is to run.
   *
   * @param inputs of the task, by name
   * @throws IllegalArgumentException if an input is absent or of a kind that cannot be compared
   */
  public boolean test(Map<String, JsonElement> inputs) {
    if (expression.value(inputs) instanceof Boolean result) {
      return result;
    }
    throw new IllegalArgumentException("does not give true or false");
  }

  /** As it is written in the IR. */
  @Override
  public String toString() {
    return text;
  }
}
