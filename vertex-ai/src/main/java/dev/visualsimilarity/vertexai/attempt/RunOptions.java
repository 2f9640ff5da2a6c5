package dev.visualsimilarity.vertexai.attempt;

import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.command.RunDirectoryOptions;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags by which a pipeline says which of its tasks a step is. A picocli mixin. */
public final class RunOptions {

  @Option(
      names = "--run-name",
      paramLabel = "NAME",
      description = "name of the pipeline run, a label of what is created; empty: no run")
  String runName = "";

  @Mixin RunDirectoryOptions run = new RunDirectoryOptions();

  @Option(
      names = "--task-name",
      paramLabel = "NAME",
      description =
          "name of the task in the run: by it and --run-id a task that is tried again finds what it began, else by the output directory only")
  String taskName = "";

  /**
   * The directory of the run.
   *
   * @throws UserException as {@link RunDirectoryOptions#directory}
   */
  public StorageUri directory(String uri) {
    return run.directory(uri);
  }

  /** The task that the flags name, or none. */
  public TaskRun task() {
    return new TaskRun(
        Placeholders.resolved(runName), run.runId(), Placeholders.resolved(taskName));
  }
}
