package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
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
 *   <li>{@code log.txt}: what the program printed
 *   <li>{@code outputs/parameters/NAME}, {@code outputs/artifacts/NAME} (with the suffix of HTML
 *       and Markdown), {@code outputs/executor_output.json}: what it wrote
 * </ul>
 */
final class ContainerRun {

  private static final int SHOWN_LINES = 20;

  private final RunContext context;
  private final Component component;
  private final Container container;
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
      String task,
      Scope scope,
      String path) {
    this.context = context;
    this.component = component;
    this.container = container;
    this.label = scope.label(task);
    this.path = path;
    this.folder = scope.folder().resolve(task);
  }

  /** The outputs; empty if the program failed, which is reported. */
  Optional<Values> run(Values inputs) throws InterruptedException {
    context.slots().acquire();
    long start = System.nanoTime();
    context.report(label, TaskState.RUNNING);
    context.listener().started(path, log());
    try {
      Values outputs = execute(inputs);
      report(TaskState.SUCCEEDED, start, List.of());
      return Optional.of(outputs);
    } catch (UserException e) {
      fail(start, e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      fail(start, label + ": failed: " + e);
    } catch (InterruptedException e) {
      report(TaskState.CANCELLED, start, List.of());
      throw e;
    } finally {
      context.slots().release();
    }
    return Optional.empty();
  }

  private Values execute(Values inputs) throws IOException, InterruptedException {
    Path outputs = folder.resolve("outputs");
    // The launcher of Kubeflow Pipelines makes the parents of outputs too.
    Files.createDirectories(outputs.resolve("parameters"));
    Files.createDirectories(outputs.resolve("artifacts"));
    ExecutorInput input = executorInput(inputs, outputs);
    List<String> words = new CommandWords(label, input).of(container);
    Files.writeString(folder.resolve("command.json"), Json.PRETTY.toJson(words));

    int code = context.runner().run(new TaskCommand(container, words, folder, log()));
    if (code != 0) {
      throw UserException.failed(
          "task %s: exit code %d%s; log: %s"
              .formatted(
                  label,
                  code,
                  ErrorMessage.of(outputs).map(text -> ": " + text).orElse(""),
                  log()));
    }
    return new TaskOutputs(label, component, input).read();
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

  private void fail(long start, String message) {
    List<String> lines = new ArrayList<>(List.of(message));
    lines.addAll(LogTail.of(log(), SHOWN_LINES));
    report(TaskState.FAILED, start, lines);
    context.listener().failed(path, message);
  }

  private void report(TaskState state, long start, List<String> details) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    context.listener().accept(new TaskEvent(label, state, elapsed, details));
  }

  private Path log() {
    return folder.resolve("log.txt");
  }
}
