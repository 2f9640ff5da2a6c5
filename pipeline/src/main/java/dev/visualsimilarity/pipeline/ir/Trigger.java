package dev.visualsimilarity.pipeline.ir;

import dev.visualsimilarity.pipeline.condition.Condition;
import java.util.Optional;

/**
 * When a task runs, once the tasks that it depends on have ended.
 *
 * @param condition must hold too
 * @param afterFailure whether it runs whatever became of them: the task of an exit handler
 */
public record Trigger(Optional<Condition> condition, boolean afterFailure) {

  /** When all that it depends on has succeeded. */
  public static final Trigger AFTER_SUCCESS = new Trigger(Optional.empty(), false);
}
