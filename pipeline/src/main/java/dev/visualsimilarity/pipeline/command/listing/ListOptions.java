package dev.visualsimilarity.pipeline.command.listing;

import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.submission.ProtoJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
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

  /**
   * Prints what is listed, to the command's standard output; and to standard error, if that are as
   * many as are allowed, that there may be more.
   *
   * @param table of all items
   * @param none for standard error, where there are no items
   */
  public <T extends MessageOrBuilder> void print(
      CommandLine command, List<T> items, Function<List<T>, TextTable> table, String none) {
    PrintWriter out = command.getOut();
    if (json) {
      items.forEach(item -> out.println(ProtoJson.line(item)));
    } else if (items.isEmpty()) {
      command.getErr().println(none);
      command.getErr().flush();
    } else {
      table.apply(items).lines().forEach(out::println);
    }
    out.flush();
    if (items.size() == limit) {
      command.getErr().printf("The youngest %d; there may be more (--limit, --filter)%n", limit);
      command.getErr().flush();
    }
  }

  /** A time to the second, in UTC; a hyphen if there is none. */
  public static String time(Timestamp time) {
    return time.equals(Timestamp.getDefaultInstance())
        ? "-"
        : Instant.ofEpochSecond(time.getSeconds()).toString();
  }
}
