package dev.visualsimilarity.pipeline.jobs.listing;

import dev.visualsimilarity.emulator.service.ApiErrors;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter of a request to list, AIP-160: comparisons joined by {@code AND}, {@code OR} (which
 * binds more tightly), {@code NOT} and parentheses.
 *
 * @param <T> the resource
 */
public final class Filter<T> {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\\(|\\)|!=|<=|>=|[=<>:]|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s()=!<>:\"]+)\\s*");

  private final String text;
  private final Comparisons<T> comparisons;
  private final Deque<String> tokens = new ArrayDeque<>();

  private Filter(String text, ListedFields<T> fields) {
    this.text = text;
    this.comparisons = new Comparisons<>(fields);
  }

  /**
   * Reads a filter; an empty one accepts everything.
   *
   * @throws StatusRuntimeException INVALID_ARGUMENT if it is none, or speaks of other fields
   */
  public static <T> Predicate<T> parse(String text, ListedFields<T> fields) {
    return text.isBlank() ? resource -> true : new Filter<>(text, fields).read();
  }

  private Predicate<T> read() {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (end < text.length()) {
      throw refusal("it is not understood from '%s' on".formatted(text.substring(end)));
    }
    Predicate<T> all = conjunction();
    if (!tokens.isEmpty()) {
      throw refusal("'%s' is not expected".formatted(tokens.peek()));
    }
    return all;
  }

  private Predicate<T> conjunction() {
    Predicate<T> all = disjunction();
    while (take("AND")) {
      all = all.and(disjunction());
    }
    return all;
  }

  private Predicate<T> disjunction() {
    Predicate<T> any = term();
    while (take("OR")) {
      any = any.or(term());
    }
    return any;
  }

  private Predicate<T> term() {
    if (take("NOT")) {
      return term().negate();
    }
    if (take("(")) {
      Predicate<T> inner = conjunction();
      if (!take(")")) {
        throw refusal("a ')' is missing");
      }
      return inner;
    }
    String field = next();
    String operator = next();
    String value = next();
    try {
      return comparisons.of(field, operator, value);
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
  }

  private boolean take(String token) {
    boolean is = token.equalsIgnoreCase(tokens.peek());
    if (is) {
      tokens.remove();
    }
    return is;
  }

  private String next() {
    if (tokens.isEmpty()) {
      throw refusal("it ends where more is expected");
    }
    return tokens.remove();
  }

  private StatusRuntimeException refusal(String reason) {
    return ApiErrors.invalidArgument("filter '%s': %s", text, reason);
  }
}
