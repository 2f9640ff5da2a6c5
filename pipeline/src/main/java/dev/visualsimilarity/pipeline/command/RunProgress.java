package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.pipeline.run.RunListener;
import dev.visualsimilarity.pipeline.run.TaskEvent;
import dev.visualsimilarity.pipeline.run.TaskState;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how a run goes on: one line each time that a task's state changes, the last lines of what a
 * failed task printed, and below them a bar where a person looks on. Not thread safe.
 */
final class RunProgress implements RunListener, AutoCloseable {

  private static final String CLEAR_LINE = "\r\033[2K";
  private static final int BAR_WIDTH = 78;

  private final PrintWriter out;
  private final Optional<ProgressBar> bar;
  private final Set<String> known = new HashSet<>();

  /**
   * @param out takes the lines
   * @param terminal whether a terminal shows them, so that a bar can be drawn
   */
  RunProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.bar = terminal ? Optional.of(bar()) : Optional.empty();
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("tasks")
        .setInitialMax(0)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, BAR_WIDTH))
        .setUpdateIntervalMillis(500)
        .hideEta()
        .build();
  }

  @Override
  public void accept(TaskEvent event) {
    if (event.state() == TaskState.PENDING) {
      known.add(event.task());
      bar.ifPresent(shown -> shown.maxHint(known.size()));
      return;
    }
    note(line(event));
    event.details().forEach(detail -> note("    " + detail));
    boolean ended = event.state().compareTo(TaskState.RUNNING) > 0;
    if (ended && known.contains(event.task())) {
      bar.ifPresent(ProgressBar::step);
    }
  }

  @Override
  public void close() {
    bar.ifPresent(
        shown -> {
          shown.close();
          draw("");
        });
  }

  private static String line(TaskEvent event) {
    String state = event.state().name();
    boolean timed = !event.elapsed().isZero();
    return timed
        ? String.format(
            Locale.ROOT,
            "%-30s %-13s %6.1f s",
            event.task(),
            state,
            event.elapsed().toMillis() / 1e3)
        : String.format("%-30s %s", event.task(), state);
  }

  /** Prints a line, above the bar where there is one. */
  void note(String line) {
    out.println((bar.isPresent() ? CLEAR_LINE : "") + line);
    out.flush();
  }

  private void draw(String text) {
    out.print(CLEAR_LINE + text);
    out.flush();
  }
}
