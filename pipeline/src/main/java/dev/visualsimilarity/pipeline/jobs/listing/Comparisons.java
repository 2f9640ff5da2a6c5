package dev.visualsimilarity.pipeline.jobs.listing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The comparisons of a filter: texts by {@code =}, {@code !=} and {@code :} with {@code *} for
 * anything, times by all six operators, labels by {@code labels.key=value}, {@code labels.key:*}
 * and {@code labels:key}.
 *
 * @param fields that can be compared
 */
record Comparisons<T>(ListedFields<T> fields) {

  private static final String LABELS = "labels";

  /**
   * One comparison.
   *
   * @param written the value, in quotes or not
   * @throws IllegalArgumentException that says why there is no such comparison
   */
  Predicate<T> of(String field, String operator, String written) {
    String value = unquoted(written);
    if (field.startsWith(LABELS)) {
      return label(field, operator, value);
    }
    String name = ListedFields.snakeCase(field);
    if (fields.texts().containsKey(name)) {
      return text(fields.texts().get(name), operator, value, field);
    }
    if (fields.times().containsKey(name)) {
      return time(fields.times().get(name), operator, value, field);
    }
    TreeSet<String> known = new TreeSet<>(fields.texts().keySet());
    known.addAll(fields.times().keySet());
    known.add(LABELS);
    throw new IllegalArgumentException(
        "there is no field %s to filter by; there are %s".formatted(field, known));
  }

  private Predicate<T> text(Function<T, String> text, String operator, String value, String field) {
    return switch (operator) {
      case "=" -> resource -> text.apply(resource).equals(value);
      case "!=" -> resource -> !text.apply(resource).equals(value);
      case ":" -> {
        Pattern glob = Pattern.compile(("\\Q" + value + "\\E").replace("*", "\\E.*\\Q"));
        yield resource ->
            !text.apply(resource).isEmpty() && glob.matcher(text.apply(resource)).matches();
      }
      default ->
          throw new IllegalArgumentException(
              "%s is compared by =, != and :, not by %s".formatted(field, operator));
    };
  }

  private Predicate<T> time(
      Function<T, Timestamp> time, String operator, String value, String field) {
    Predicate<T> set = resource -> !time.apply(resource).equals(Timestamp.getDefaultInstance());
    if (operator.equals(":") && value.equals("*")) {
      return set;
    }
    IntPredicate order = order(operator, field);
    try {
      Timestamp limit = Timestamps.parse(value);
      return set.and(resource -> order.test(Timestamps.compare(time.apply(resource), limit)));
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "%s is compared with a time such as 2026-05-18T13:30:00Z, not with '%s'"
              .formatted(field, value),
          e);
    }
  }

  private static IntPredicate order(String operator, String field) {
    return switch (operator) {
      case "=" -> order -> order == 0;
      case "!=" -> order -> order != 0;
      case "<" -> order -> order < 0;
      case "<=" -> order -> order <= 0;
      case ">" -> order -> order > 0;
      case ">=" -> order -> order >= 0;
      default ->
          throw new IllegalArgumentException(
              "%s is compared by =, !=, <, <=, > and >=, not by %s".formatted(field, operator));
    };
  }

  private Predicate<T> label(String field, String operator, String value) {
    boolean exists = operator.equals(":");
    if (field.equals(LABELS) && exists) {
      return resource -> fields.labels().apply(resource).containsKey(value);
    }
    if (field.startsWith(LABELS + ".")) {
      String key = field.substring(LABELS.length() + 1);
      if (exists && value.equals("*")) {
        return resource -> fields.labels().apply(resource).containsKey(key);
      }
      if (operator.equals("=")) {
        return resource -> value.equals(fields.labels().apply(resource).get(key));
      }
    }
    throw new IllegalArgumentException(
        "labels are compared as labels.key=\"value\", labels.key:* and labels:key");
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
