package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonObject;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.RetryPolicy;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.placeholder.CommandWords;
import dev.visualsimilarity.pipeline.placeholder.ExecutorInput;
import dev.visualsimilarity.pipeline.runner.TaskCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the program of one task, in a folder of its own below the run's:
 *
 * <ul>
 *   <li>{@code command.json}: the resolved words
 *   <li>{@code log.txt}: what the program printed; {@code log-2.txt} and so on: what it did when it
 *       was tried again
 *   <li>{@code outputs/parameters/NAME}, {@code outputs/artifacts/NAME} (with the suffix of HTML
 *       and Markdown), {@code outputs/executor_output.json}: what it wrote
 * </ul>
 *
 * A program that fails is tried again as the task's retryPolicy says, with the same places for its
 * outputs; not where it exits with 2 or 3, by which programs say that another try would end so too.
 */
final class ContainerRun {

  private static final int SHOWN_LINES = 20;

  private final RunContext context;
  private final Component component;
  private final Container container;
  private final RetryPolicy retries;
  private final String label;
  private final String path;
  private final Path folder;

  /**
   * @param path of the task, or of its iteration
   */
  ContainerRun(
      RunContext context,
      Component component,
      Container container,
      Task task,
      Scope scope,
      String path) {
    this.context = context;
    this.component = component;
    this.container = container;
    this.retries = task.retryPolicy().atMost(context.limits().retries());
    this.label = scope.label(task.name());
    this.path = path;
    this.folder = scope.folder().resolve(task.name());
  }

  /** A try that failed. */
  private static final class FailedTry extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean hopeless;

    FailedTry(String message, boolean hopeless) {
      super(message, null, false, false);
      this.hopeless = hopeless;
    }
  }

  /** The outputs; empty if the program failed for good, which is reported. */
  Optional<Values> run(Values inputs) throws InterruptedException {
    long first = System.nanoTime();
    for (int tries = 1; ; tries++) {
      context.slots().acquire();
      long start = System.nanoTime();
      context.report(TaskEvent.of(label, TaskState.RUNNING));
      context.listener().started(path, log(tries));
      Duration delay;
      try {
        Values outputs = execute(inputs, log(tries));
        report(TaskState.SUCCEEDED, start, List.of());
        return Optional.of(outputs);
      } catch (FailedTry e) {
        Optional<Duration> next = retries.delay(tries, since(first));
        if (e.hopeless || next.isEmpty()) {
          fail(start, e.getMessage(), log(tries));
          return Optional.empty();
        }
        delay = next.get();
        String message =
            "%s; try %d of %d in %.0f s"
                .formatted(
                    e.getMessage(), tries + 1, retries.maxRetryCount() + 1, delay.toMillis() / 1e3);
        report(TaskState.RETRYING, start, details(message, log(tries)));
      } catch (IOException | RuntimeException | Error e) {
        fail(start, label + ": failed: " + e, log(tries));
        return Optional.empty();
      } catch (InterruptedException e) {
        report(TaskState.CANCELLED, start, List.of());
        throw e;
      } finally {
        context.slots().release();
      }
      pause(delay);
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      context.report(TaskEvent.of(label, TaskState.CANCELLED));
      throw e;
    }
  }

  private Values execute(Values inputs, Path log)
      throws IOException, InterruptedException, FailedTry {
    Path outputs = folder.resolve("outputs");
    // The launcher of Kubeflow Pipelines makes the parents of outputs too.
    Files.createDirectories(outputs.resolve("parameters"));
    Files.createDirectories(outputs.resolve("artifacts"));
    // That of an earlier try, which this one may not live to replace.
    Files.deleteIfExists(outputs.resolve(ErrorMessage.FILE));
    ExecutorInput input = executorInput(inputs, outputs);
    try {
      List<String> words = new CommandWords(label, input).of(container);
      Files.writeString(folder.resolve("command.json"), Json.PRETTY.toJson(words));
      int code = context.runner().run(new TaskCommand(container, words, folder, log));
      if (code != 0) {
        throw new FailedTry(
            "task %s: exit code %d%s; log: %s"
                .formatted(
                    label, code, reason(outputs, log).map(text -> ": " + text).orElse(""), log),
            code == ExitCode.BAD_PARAMETERS || code == ExitCode.TOO_MANY_REJECTS);
      }
      return new TaskOutputs(label, component, input).read();
    } catch (UserException e) {
      throw new FailedTry(e.getMessage(), true);
    }
  }

  /** Why the program failed: what it says itself, else the last thing that it printed. */
  private static Optional<String> reason(Path outputs, Path log) {
    return ErrorMessage.of(outputs).or(() -> LogTail.statement(log));
  }

  private ExecutorInput executorInput(Values inputs, Path outputs) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : component.outputParameters().keySet()) {
      files.put(name, outputs.resolve("parameters").resolve(name));
    }
    Map<String, Artifact> artifacts = new LinkedHashMap<>();
    component
        .outputArtifacts()
        .forEach(
            (name, definition) -> {
              String file = name + suffix(definition.schemaTitle());
              String uri = outputs.resolve("artifacts").resolve(file).toString();
              artifacts.put(name, new Artifact(name, uri, definition, new JsonObject()));
            });
    return new ExecutorInput(
        inputs.parameters(),
        inputs.artifacts(),
        files,
        artifacts,
        outputs.resolve("executor_output.json"));
  }

  /** What lets a browser or an editor know a file that people open. */
  private static String suffix(String schemaTitle) {
    return switch (schemaTitle) {
      case "system.HTML" -> ".html";
      case "system.Markdown" -> ".md";
      default -> "";
    };
  }

  private void fail(long start, String message, Path log) {
    report(TaskState.FAILED, start, details(message, log));
    context.listener().failed(path, message);
  }

  private static List<String> details(String message, Path log) {
    List<String> lines = new ArrayList<>(List.of(message));
    lines.addAll(LogTail.of(log, SHOWN_LINES));
    return lines;
  }

  private void report(TaskState state, long start, List<String> details) {
    context.report(new TaskEvent(label, state, since(start), details));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Path log(int tries) {
    return folder.resolve(tries == 1 ? "log.txt" : "log-" + tries + ".txt");
  }
}
