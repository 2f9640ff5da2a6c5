package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A task of a job as people see it.
 *
 * @param id as the service counts tasks
 * @param name with those of the graphs it is in: {@code for-each-shard-2/extract-features}
 * @param depth how many graphs it is in
 * @param state its state
 * @param elapsed from its start to its end, or to now; zero if it has not begun
 * @param attempts how often its program was started and failed
 * @param error why it failed; empty if it did not
 * @param log where what its program printed is
 * @param graph whether other tasks are in it
 */
public record TaskView(
    long id,
    String name,
    int depth,
    State state,
    Duration elapsed,
    int attempts,
    String error,
    Optional<String> log,
    boolean graph) {

  /** Its name, state and time, in columns. */
  public String line() {
    String text = "%-42s %s".formatted(name, words());
    return elapsed.isZero() || state == State.RUNNING
        ? text
        : String.format(
            Locale.ROOT, "%-42s %-28s %8.1f s", name, words(), elapsed.toMillis() / 1e3);
  }

  /** Why it failed, indented; a graph fails because of a task in it, which tells why. */
  public List<String> reason() {
    List<String> lines = new ArrayList<>();
    if (state == State.FAILED && !graph) {
      // The emulator's errors name the log themselves.
      log.map(place -> error.replace("; log: " + place, ""))
          .orElse(error)
          .lines()
          .forEach(line -> lines.add("    " + line));
      log.ifPresent(place -> lines.add("    log: " + place));
    }
    return lines;
  }

  /** Whether its state will not change. */
  boolean ended() {
    return switch (state) {
      case SUCCEEDED, CANCELLED, FAILED, SKIPPED, NOT_TRIGGERED -> true;
      default -> false;
    };
  }

  private String words() {
    return switch (state) {
      case SKIPPED -> "SKIPPED (cache hit)";
      case RUNNING -> attempts > 0 ? "RUNNING (attempt %d)".formatted(attempts + 1) : "RUNNING";
      default -> state.name();
    };
  }
}
