package dev.visualsimilarity.pipeline.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition:
 *
 * <pre>
 * any        = all { "||" all }
 * all        = not { "&amp;&amp;" not }
 * not        = "!" not | comparison
 * comparison = operand [ ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") operand ]
 * operand    = "(" any ")" | literal | inputs.parameter_values['NAME']
 *            | ("int" | "double" | "string" | "bool") "(" any ")"
 * </pre>
 */
final class ConditionParser {

  private static final String INPUT = "inputs.parameter_values[";
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(inputs\\.parameter_values\\[|'[^'\\\\]*'|\"[^\"\\\\]*\"|-?\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|==|!=|<=|>=|&&|\\|\\||[<>!()\\]])");
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Map<String, Kind> CONVERSIONS =
      Map.of("int", Kind.INTEGER, "double", Kind.NUMBER, "string", Kind.TEXT, "bool", Kind.FLAG);

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  ConditionParser(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (token.region(end, text.length()).lookingAt()) {
      tokens.add(token.group(1));
      end = token.end();
    }
    if (!text.substring(end).isBlank()) {
      throw error("has what is not understood at '" + text.substring(end).strip() + "'");
    }
  }

  Expression parse() {
    Expression expression = any();
    if (next < tokens.size()) {
      throw error("goes on with '" + tokens.get(next) + "' where it could end");
    }
    return expression;
  }

  private Expression any() {
    Expression expression = all();
    while (accept("||")) {
      expression = new Expression.Both(false, expression, all());
    }
    return expression;
  }

  private Expression all() {
    Expression expression = not();
    while (accept("&&")) {
      expression = new Expression.Both(true, expression, not());
    }
    return expression;
  }

  private Expression not() {
    return accept("!") ? new Expression.Not(not()) : comparison();
  }

  private Expression comparison() {
    Expression left = operand();
    if (next < tokens.size() && COMPARISONS.contains(tokens.get(next))) {
      return new Comparison(take(), left, operand());
    }
    return left;
  }

  private Expression operand() {
    String token = take();
    if (token.equals("(")) {
      Expression inner = any();
      expect(")");
      return inner;
    }
    if (token.equals(INPUT)) {
      String name = take();
      if (!isText(name)) {
        throw error("needs the quoted name of an input after " + INPUT);
      }
      expect("]");
      return new Expression.Input(unquoted(name));
    }
    if (CONVERSIONS.containsKey(token)) {
      expect("(");
      Expression inner = any();
      expect(")");
      return new Expression.Conversion(CONVERSIONS.get(token), inner);
    }
    return literal(token);
  }

  private Expression literal(String token) {
    if (isText(token)) {
      return new Expression.Literal(Kind.TEXT, unquoted(token));
    }
    if (token.equals("true") || token.equals("false")) {
      return new Expression.Literal(Kind.FLAG, token.equals("true"));
    }
    try {
      return token.contains(".")
          ? new Expression.Literal(Kind.NUMBER, Double.parseDouble(token))
          : new Expression.Literal(Kind.INTEGER, Long.parseLong(token));
    } catch (NumberFormatException e) {
      throw error("has '" + token + "' where a value or an input is needed");
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw error("ends too early");
    }
    return tokens.get(next++);
  }

  private boolean accept(String token) {
    boolean here = next < tokens.size() && tokens.get(next).equals(token);
    next += here ? 1 : 0;
    return here;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw error(
          "needs '%s' %s"
              .formatted(
                  token,
                  next < tokens.size() ? "before '" + tokens.get(next) + "'" : "at its end"));
    }
  }

  private IllegalArgumentException error(String problem) {
    return new IllegalArgumentException(problem + ": " + text);
  }

  private static boolean isText(String token) {
    return token.startsWith("'") || token.startsWith("\"");
  }

  private static String unquoted(String token) {
    return token.substring(1, token.length() - 1);
  }
}
