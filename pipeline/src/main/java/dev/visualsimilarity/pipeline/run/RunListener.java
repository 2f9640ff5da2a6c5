package dev.visualsimilarity.pipeline.run;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Hears how a run goes on, one call at a time: as a {@link Consumer} what a person wants to know of
 * the programs, by its other methods all about every task, graphs and iterations of loops among
 * them.
 *
 * <p>The path of a task is its name after those of the tasks that it is inside of, an iteration of
 * a loop counting as one that is called by its number: {@code for-each-shard.3.extract-features}.
 */
@FunctionalInterface
public interface RunListener extends Consumer<TaskEvent> {

  /** A task has its inputs: it runs, or its program waits for its turn. */
  default void begun(String path, Values inputs) {}

  /** The program of a task starts; what it prints goes to the log. */
  default void started(String path, Path log) {}

  /** A task fails, for this reason; {@link #ended} follows. Not called for what is inside of it. */
  default void failed(String path, String reason) {}

  /** A task has ended, or never will begin. */
  default void ended(String path, TaskState state, Values outputs) {}
}
