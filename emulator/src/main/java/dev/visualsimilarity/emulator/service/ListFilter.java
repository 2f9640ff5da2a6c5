package dev.visualsimilarity.emulator.service;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The filter of a list request: terms joined by {@code AND}. A term is {@code display_name="x"},
 * {@code display_name!="x"}, {@code regex(display_name, "x")}, the same with the resource's id
 * under the name of its kind, {@code labels.key="x"}, {@code labels.key:*} or {@code labels:key}.
 * Field names may be camelCase.
 */
public final class ListFilter {
  private static final String QUOTED = "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\"()]+))";
  private static final Pattern COMPARISON =
      Pattern.compile("([A-Za-z_]+)\\s*(!?=)\\s*" + QUOTED + "\\s*");
  private static final Pattern REGEX =
      Pattern.compile("regex\\(\\s*([A-Za-z_]+)\\s*,\\s*" + QUOTED + "\\s*\\)\\s*");
  private static final Pattern LABEL_EXISTS =
      Pattern.compile(
          "labels(?:\\.([\\w-]+|\"[^\"]*\")\\s*:\\s*\\*|\\s*:\\s*([\\w-]+|\"[^\"]*\"))\\s*");
  private static final Pattern LABEL_EQUALS =
      Pattern.compile("labels\\.([\\w-]+|\"[^\"]*\")\\s*=\\s*" + QUOTED + "\\s*");
  private static final Pattern AND = Pattern.compile("AND\\s+", Pattern.CASE_INSENSITIVE);

  private interface Term {
    boolean accepts(String id, String displayName, Map<String, String> labels);
  }

  private final String text;
  private final String kind;
  private final List<Term> terms = new ArrayList<>();

  private ListFilter(String text, String kind) {
    this.text = text;
    this.kind = kind;
  }

  /**
   * Reads a filter; an empty one accepts everything.
   *
   * @param kind the name by which a term means the resource's id, such as {@code index}
   */
  public static ListFilter parse(String text, String kind) {
    ListFilter filter = new ListFilter(text, kind);
    int position = filter.skipSpace(0);
    while (position < text.length()) {
      position = filter.term(position);
      if (position < text.length()) {
        Matcher and = AND.matcher(text).region(position, text.length());
        if (!and.lookingAt()) {
          throw filter.refusal();
        }
        position = and.end();
      }
    }
    return filter;
  }

  /** Whether a resource of this name, display name and labels passes. */
  public boolean accepts(String name, String displayName, Map<String, String> labels) {
    String id = name.substring(name.lastIndexOf('/') + 1);
    return terms.stream().allMatch(term -> term.accepts(id, displayName, labels));
  }

  private int term(int position) {
    Matcher match = LABEL_EQUALS.matcher(text).region(position, text.length());
    if (match.lookingAt()) {
      String key = unquoted(match.group(1));
      String value = value(match, 2);
      terms.add((id, displayName, labels) -> value.equals(labels.get(key)));
      return match.end();
    }
    match = LABEL_EXISTS.matcher(text).region(position, text.length());
    if (match.lookingAt()) {
      String key = unquoted(match.group(1) == null ? match.group(2) : match.group(1));
      terms.add((id, displayName, labels) -> labels.containsKey(key));
      return match.end();
    }
    match = REGEX.matcher(text).region(position, text.length());
    if (match.lookingAt()) {
      boolean byId = isId(match.group(1));
      Pattern pattern = pattern(value(match, 2));
      terms.add((id, displayName, labels) -> pattern.matcher(byId ? id : displayName).find());
      return match.end();
    }
    match = COMPARISON.matcher(text).region(position, text.length());
    if (match.lookingAt()) {
      boolean byId = isId(match.group(1));
      boolean wanted = match.group(2).equals("=");
      String value = value(match, 3);
      terms.add((id, displayName, labels) -> value.equals(byId ? id : displayName) == wanted);
      return match.end();
    }
    throw refusal();
  }

  /** Whether a field is the resource's id; otherwise it is the display name. */
  private boolean isId(String field) {
    String snake = field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    if (!snake.equals(kind) && !snake.equals("display_name")) {
      throw refusal();
    }
    return snake.equals(kind);
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw ApiErrors.invalidArgument("filter: '%s' is no regular expression", regex);
    }
  }

  private int skipSpace(int position) {
    int next = position;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private StatusRuntimeException refusal() {
    return ApiErrors.invalidArgument(
        "filter '%s' is not understood: join display_name=\"x\", %s=\"x\", regex(display_name,"
            + " \"x\") and labels.key=\"x\" by AND",
        text, kind);
  }

  private static String value(Matcher match, int group) {
    String quoted = match.group(group);
    return quoted == null ? match.group(group + 1) : quoted.replaceAll("\\\\(.)", "$1");
  }

  private static String unquoted(String key) {
    return key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
  }
}
