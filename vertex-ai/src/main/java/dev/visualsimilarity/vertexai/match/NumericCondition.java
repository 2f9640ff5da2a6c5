package dev.visualsimilarity.vertexai.match;

import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction.Operator;
import dev.visualsimilarity.catalog.NumericType;
import dev.visualsimilarity.error.UserException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A demand on the number that a datapoint has in a namespace: {@code number OPERATOR value}.
 *
 * @param namespace such as {@code price}
 * @param operator the comparison
 * @param value a Long, a Float or a Double: the type that the index has there
 */
public record NumericCondition(String namespace, Operator operator, Number value) {

  private static final Pattern TEXT =
      Pattern.compile("([^<>=!]+)(<=|>=|!=|==|<|>|=)([^:]+)(?::([a-z]+))?");

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "<", Operator.LESS,
          "<=", Operator.LESS_EQUAL,
          "=", Operator.EQUAL,
          "==", Operator.EQUAL,
          ">=", Operator.GREATER_EQUAL,
          ">", Operator.GREATER,
          "!=", Operator.NOT_EQUAL);

  /**
   * Reads {@code price<50} or {@code price<50:float}.
   *
   * @param types of namespaces, for texts that name none; float where neither does, as in catalogs
   * @throws UserException if it is of another form
   */
  static NumericCondition parse(String text, Map<String, NumericType> types) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw UserException.badParameter(
          "--numeric: '%s' is not a condition; give NAMESPACE, one of < <= = >= > != and a number, such as price<50 or stock>=1:int"
              .formatted(text));
    }
    String namespace = parts.group(1).strip();
    NumericType type =
        parts.group(4) == null
            ? types.getOrDefault(namespace, NumericType.FLOAT)
            : NumericType.parse(parts.group(4));
    try {
      return new NumericCondition(
          namespace, OPERATORS.get(parts.group(2)), type.read(parts.group(3).strip()));
    } catch (NumberFormatException e) {
      throw UserException.badParameter("--numeric: '%s': %s".formatted(text, e.getMessage()));
    }
  }

  /** Such as {@code price<50.0}. */
  @Override
  public String toString() {
    String sign =
        switch (operator) {
          case LESS -> "<";
          case LESS_EQUAL -> "<=";
          case EQUAL -> "=";
          case GREATER_EQUAL -> ">=";
          case GREATER -> ">";
          case NOT_EQUAL -> "!=";
          case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> "?";
        };
    return namespace + sign + value;
  }
}
