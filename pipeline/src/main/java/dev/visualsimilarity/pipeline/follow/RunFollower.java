package dev.visualsimilarity.pipeline.follow;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.CallPolicies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Follows a job to its end: a line each time that a task begins or ends. A service that is out of
 * reach is asked again, for {@link #PATIENCE}.
 */
public final class RunFollower {

  /** How long the service may be out of reach. */
  public static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration FIRST_DELAY = Duration.ofMillis(250);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY_OUT_OF_REACH = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final Service service;
  private final Consumer<String> lines;
  private final Pause pause;
  private final Clock clock;
  private final TaskChanges changes = new TaskChanges();
  private Instant lastAnswer;
  private Instant lastLine;
  private boolean outOfReach;

  /** The job that is followed. */
  public interface Service {
    /** Reads it. */
    PipelineJob look();

    /** Asks to cancel it. */
    void cancel();
  }

  /**
   * The end of following.
   *
   * @param job as it was seen last
   * @param left whether the user left it running
   */
  public record Followed(PipelineJob job, boolean left) {}

  /** Asks the user. */
  @FunctionalInterface
  public interface Question {
    /** What to do with the job. */
    Decision ask() throws InterruptedException;
  }

  /**
   * Prepares.
   *
   * @param lines takes what is to be shown
   * @param pause between looks
   */
  public RunFollower(Service service, Consumer<String> lines, Pause pause, Clock clock) {
    this.service = service;
    this.lines = lines;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Follows.
   *
   * @param limit how long
   * @param interrupted asked when the user pressed Ctrl-C
   * @return the job as it was seen last: in a final state, unless the time was over or the user
   *     left it
   * @throws UserException if the service stays out of reach or refuses
   */
  public Followed follow(PipelineJob begun, Duration limit, Question interrupted)
      throws InterruptedException {
    Instant start = clock.instant();
    lastAnswer = start;
    lastLine = start;
    PipelineJob job = begun;
    Duration delay = FIRST_DELAY;
    boolean cancelled = false;
    while (true) {
      List<TaskView> tasks = TaskTree.of(job, clock.instant());
      List<String> news = changes.since(tasks);
      news.forEach(this::tell);
      if (RunState.of(job).ended() || since(start).compareTo(limit) >= 0) {
        return new Followed(job, false);
      }
      if (since(lastLine).compareTo(SILENCE) >= 0) {
        tell(still(job, tasks));
      }
      delay = news.isEmpty() ? longer(delay) : FIRST_DELAY;
      if (pause.await(delay)) {
        Decision decision = cancelled ? Decision.LEAVE : interrupted.ask();
        // Nobody asked the service while the user was asked.
        lastAnswer = clock.instant();
        if (decision == Decision.LEAVE) {
          return new Followed(job, true);
        }
        if (decision == Decision.CANCEL) {
          cancelled = cancel();
        }
      }
      job = look(job);
    }
  }

  private boolean cancel() {
    try {
      service.cancel();
      tell("Cancelling; Ctrl-C again leaves it to the service");
      return true;
    } catch (UserException e) {
      tell(e.getMessage());
      return false;
    }
  }

  /** The job; as it was seen before, while the service does not answer. */
  private PipelineJob look(PipelineJob before) {
    try {
      PipelineJob job = service.look();
      lastAnswer = clock.instant();
      if (outOfReach) {
        tell("The service answers again");
        outOfReach = false;
      }
      return job;
    } catch (UserException e) {
      boolean passing = e.getCause() instanceof ApiException cause && CallPolicies.isPassing(cause);
      if (!passing || since(lastAnswer).compareTo(PATIENCE) > 0) {
        throw e;
      }
      if (!outOfReach) {
        tell(
            "%s; the run goes on, asking again for %d minutes"
                .formatted(e.getMessage(), PATIENCE.toMinutes()));
        outOfReach = true;
      }
      return before;
    }
  }

  private String still(PipelineJob job, List<TaskView> tasks) {
    String running =
        tasks.stream()
            .filter(task -> task.state() == State.RUNNING && !task.graph())
            .map(TaskView::name)
            .collect(Collectors.joining(", "));
    RunState state = RunState.of(job);
    return "%s for %s%s"
        .formatted(
            state.word(),
            RunState.text(state.elapsed(clock.instant())),
            running.isEmpty() ? "" : ": " + running);
  }

  private void tell(String line) {
    lastLine = clock.instant();
    lines.accept(line);
  }

  private Duration longer(Duration delay) {
    Duration limit = outOfReach ? LONGEST_DELAY_OUT_OF_REACH : LONGEST_DELAY;
    Duration longer = delay.multipliedBy(3).dividedBy(2);
    return longer.compareTo(limit) < 0 ? longer : limit;
  }

  private Duration since(Instant time) {
    return Duration.between(time, clock.instant());
  }
}
