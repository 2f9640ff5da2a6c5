package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.pipeline.submission.ProtoJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a job is, for people.
 *
 * @param job as it was seen last
 */
public record RunState(PipelineJob job) {

  private static final String PREFIX = "PIPELINE_STATE_";

  /** That of a job. */
  public static RunState of(PipelineJob job) {
    return new RunState(job);
  }

  /** The state without the prefix that all states have, such as {@code SUCCEEDED}. */
  public String word() {
    return job.getState().name().replace(PREFIX, "");
  }

  /**
   * The name of a state in the API, of a word such as {@code running} or {@code
   * PIPELINE_STATE_RUNNING}; empty if there is no such state.
   */
  public static Optional<String> name(String word) {
    String name = PREFIX + word.strip().toUpperCase(Locale.ROOT).replace(PREFIX, "");
    return words().stream()
        .filter(known -> (PREFIX + known).equals(name))
        .map(known -> name)
        .findFirst();
  }

  /** All states, as {@link #word} says them. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (PipelineState state : PipelineState.values()) {
      if (state != PipelineState.UNRECOGNIZED
          && state != PipelineState.PIPELINE_STATE_UNSPECIFIED) {
        words.add(state.name().replace(PREFIX, ""));
      }
    }
    return words;
  }

  /** Whether it will not go on by itself; one that is paused can be resumed. */
  public boolean ended() {
    return switch (job.getState()) {
      case PIPELINE_STATE_SUCCEEDED,
          PIPELINE_STATE_FAILED,
          PIPELINE_STATE_CANCELLED,
          PIPELINE_STATE_PAUSED ->
          true;
      default -> false;
    };
  }

  /** Whether it ended as it should. */
  public boolean succeeded() {
    return job.getState() == PipelineState.PIPELINE_STATE_SUCCEEDED;
  }

  /** From its creation to its end, or to {@code now}. */
  public Duration elapsed(Instant now) {
    if (!job.hasCreateTime()) {
      return Duration.ZERO;
    }
    long end = job.hasEndTime() ? Timestamps.toMillis(job.getEndTime()) : now.toEpochMilli();
    return Duration.ofMillis(Math.max(0, end - Timestamps.toMillis(job.getCreateTime())));
  }

  /**
   * How it ended, in lines: its state and time, what it came to, its own error, the tasks that
   * failed.
   */
  public List<String> summary(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("%s after %s".formatted(word(), text(elapsed(now))));
    RunResults results = RunResults.of(job);
    results
        .outputs()
        .forEach((name, value) -> lines.add("    %-30s %s".formatted(name, ProtoJson.text(value))));
    results.reports().forEach(report -> lines.add("    report: " + report));
    String error = job.getError().getMessage().strip();
    error.lines().forEach(line -> lines.add("    " + line));
    for (TaskView task : TaskTree.of(job, now)) {
      boolean told = task.log().filter(error::contains).isPresent();
      if (task.state() == State.FAILED && !task.graph() && !told) {
        String log = task.log().map(place -> "; its log: " + place).orElse("");
        lines.add("    failed task: " + task.name() + log);
      }
    }
    return lines;
  }

  /** A duration such as {@code 12.5 s}, {@code 3 min 4 s} or {@code 2 h 10 min}. */
  public static String text(Duration duration) {
    if (duration.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
    return duration.toHours() == 0
        ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
  }
}
