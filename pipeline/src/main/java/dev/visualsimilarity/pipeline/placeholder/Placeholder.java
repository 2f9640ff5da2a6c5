package dev.visualsimilarity.pipeline.placeholder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the placeholders that Kubeflow Pipelines and Vertex AI Pipelines both resolve in the words
 * of a container's command.
 *
 * @param kind which one
 * @param name of the parameter or artifact; empty for the whole ExecutorInput
 */
record Placeholder(Kind kind, String name) {

  /** The placeholders and how they are spelled around the name. */
  enum Kind {
    EXECUTOR_INPUT("", ""),
    INPUT_PARAMETER(".inputs.parameters['", "']"),
    INPUT_URI(".inputs.artifacts['", "'].uri"),
    INPUT_PATH(".inputs.artifacts['", "'].path"),
    OUTPUT_FILE(".outputs.parameters['", "'].output_file"),
    OUTPUT_URI(".outputs.artifacts['", "'].uri"),
    OUTPUT_PATH(".outputs.artifacts['", "'].path");

    private final Pattern pattern;

    Kind(String before, String after) {
      pattern = Pattern.compile(Pattern.quote(before) + "([^']*)" + Pattern.quote(after));
    }
  }

  private static final Pattern ANY = Pattern.compile("\\{\\{\\$(.*?)\\}\\}", Pattern.DOTALL);

  /** Replaces each placeholder of a text once; what comes in is not looked at again. */
  static String replace(String text, Function<String, String> resolve) {
    return ANY.matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(resolve.apply(match.group())));
  }

  /** All placeholders of a text, as they are written. */
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = ANY.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** Reads one placeholder with its braces; empty if it is none that both services resolve. */
  static Optional<Placeholder> parse(String text) {
    String inner = text.substring("{{$".length(), text.length() - "}}".length());
    if (inner.isEmpty()) {
      return Optional.of(new Placeholder(Kind.EXECUTOR_INPUT, ""));
    }
    for (Kind kind : Kind.values()) {
      Matcher matcher = kind.pattern.matcher(inner);
      if (kind != Kind.EXECUTOR_INPUT && matcher.matches()) {
        return Optional.of(new Placeholder(kind, matcher.group(1)));
      }
    }
    return Optional.empty();
  }
}
