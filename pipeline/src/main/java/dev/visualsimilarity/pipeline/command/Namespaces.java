package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import dev.visualsimilarity.catalog.ColumnBinding;
import dev.visualsimilarity.catalog.NumericColumn;
import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The namespaces of the index of a run. A filter by another one would find nothing, in silence.
 *
 * @param tokens those of {@code restrict_columns}
 * @param numbers those of {@code numeric_restrict_columns}
 */
record Namespaces(List<String> tokens, List<String> numbers) {

  Namespaces {
    tokens = List.copyOf(tokens);
    numbers = List.copyOf(numbers);
  }

  /** Those that the parameters of a run name. */
  static Namespaces of(Map<String, JsonElement> values) {
    return new Namespaces(
        items(values, "restrict_columns")
            .map(text -> ColumnBinding.parse(text).namespace())
            .toList(),
        items(values, "numeric_restrict_columns")
            .map(text -> NumericColumn.parse(text).binding().namespace())
            .toList());
  }

  /**
   * Checks a filter; what is of no form at all is left to the program, which says so.
   *
   * @param flag that gives it
   * @param filter such as {@code colour=Blue}
   * @throws UserException if its namespace has no tokens
   */
  void checkToken(String flag, String filter) {
    check(flag, filter, filter.split("=", 2)[0].strip(), tokens, "tokens");
  }

  /**
   * Checks a condition, such as {@code price<20}, likewise.
   *
   * @throws UserException if its namespace has no numbers
   */
  void checkNumber(String flag, String condition) {
    check(flag, condition, condition.split("[<>=!]", 2)[0].strip(), numbers, "numbers");
  }

  private void check(
      String flag, String filter, String namespace, List<String> known, String kind) {
    if (namespace.equals(filter.strip()) || known.contains(namespace)) {
      return;
    }
    String meant =
        Suggestion.closest(namespace, known)
            .map(name -> "; did you mean %s?".formatted(name))
            .orElse("");
    throw UserException.badParameter(
        "%s %s: the run has no namespace %s of %s; those of tokens (--allow, --deny): %s; those of numbers (--numeric): %s%s"
            .formatted(flag, filter, namespace, kind, told(tokens), told(numbers), meant));
  }

  private static String told(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static Stream<String> items(Map<String, JsonElement> values, String parameter) {
    return Optional.ofNullable(values.get(parameter)).stream()
        .flatMap(value -> TextList.parse(ValueText.of(value)).values().stream());
  }
}
