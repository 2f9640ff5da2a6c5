package dev.visualsimilarity.pipeline.run;

import java.time.Duration;
import java.util.List;

/**
 * A task has got into a state.
 *
 * @param task how the task is called: {@code extract-features [3/7]} in a loop
 * @param state its new state
 * @param elapsed since it was started; zero for a task that was not
 * @param details lines that say why it failed
 */
public record TaskEvent(String task, TaskState state, Duration elapsed, List<String> details) {

  public TaskEvent {
    details = List.copyOf(details);
  }

  static TaskEvent of(String task, TaskState state) {
    return new TaskEvent(task, state, Duration.ZERO, List.of());
  }
}
