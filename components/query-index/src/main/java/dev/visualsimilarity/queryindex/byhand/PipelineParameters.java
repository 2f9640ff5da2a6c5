package dev.visualsimilarity.queryindex.byhand;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Words messages for the user of {@code visual-similarity query}: what are flags of this program,
 * and of the components, are the pipeline's parameters there.
 */
final class PipelineParameters {

  /** A flag, and the value that a message says it should have, as in {@code give --project ID}. */
  private static final Pattern FLAG =
      Pattern.compile("(?<![\\w-])(?:(give )--([a-z][a-z0-9-]*) ([\\w-]+)|--([a-z][a-z0-9-]*))");

  private static final Set<String> CONJUNCTIONS = Set.of("and", "or");

  private PipelineParameters() {}

  /**
   * A message with {@code -p project} for {@code --project}.
   *
   * @param flags names that the command has itself, without hyphens before them
   */
  static String inWordsOf(Set<String> flags, String message) {
    return FLAG.matcher(message).replaceAll(found -> worded(flags, found).replace("$", "\\$"));
  }

  private static String worded(Set<String> flags, MatchResult found) {
    String name = found.group(2) == null ? found.group(4) : found.group(2);
    if (flags.contains(name)) {
      return found.group();
    }
    String parameter = "-p " + name.replace('-', '_');
    if (found.group(2) == null) {
      return parameter;
    }
    String value = found.group(3);
    return found.group(1) + parameter + (CONJUNCTIONS.contains(value) ? " " : "=") + value;
  }
}
