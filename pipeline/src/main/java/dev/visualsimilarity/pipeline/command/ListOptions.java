package dev.visualsimilarity.pipeline.command;

import com.google.protobuf.Timestamp;
import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of a command that lists what a service holds. A picocli mixin. */
public final class ListOptions {

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      description = "only those that match, as the API writes filters (AIP-160)")
  String filter = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit = 20;

  @Option(names = "--json", description = "print JSON Lines, each as the API has it")
  boolean json;

  /** The filter, and another condition if there is one. */
  public String filter(Optional<String> condition) {
    if (filter.isBlank()) {
      return condition.orElse("");
    }
    return condition.map(other -> "(%s) AND %s".formatted(filter, other)).orElse(filter);
  }

  /** At most so many. */
  public int limit() {
    if (limit < 1) {
      throw UserException.badParameter("--limit is " + limit + "; give 1 or more");
    }
    return limit;
  }

  /** Whether JSON is to be printed instead of a table. */
  public boolean json() {
    return json;
  }

  /** A time to the second, in UTC; a hyphen if there is none. */
  public static String time(Timestamp time) {
    return time.equals(Timestamp.getDefaultInstance())
        ? "-"
        : Instant.ofEpochSecond(time.getSeconds()).toString();
  }
}
