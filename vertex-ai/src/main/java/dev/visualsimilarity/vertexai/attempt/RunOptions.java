package dev.visualsimilarity.vertexai.attempt;

import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.command.RunDirectory;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import picocli.CommandLine.Option;

/** The flags by which a pipeline says which of its tasks a step is. A picocli mixin. */
public final class RunOptions {

  @Option(
      names = "--run-name",
      paramLabel = "NAME",
      description = "name of the pipeline run, a label of what is created; empty: no run")
  String runName = "";

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "unique id of the pipeline run, by which a task that is tried again finds what it began, and which stands for "
              + RunDirectory.TOKEN
              + " in a directory's URI; empty: by the output directory only")
  String runId = "";

  @Option(names = "--task-name", paramLabel = "NAME", description = "name of the task in the run")
  String taskName = "";

  /**
   * The directory of the run.
   *
   * @throws UserException as {@link RunDirectory#parse}
   */
  public StorageUri directory(String uri) {
    return RunDirectory.parse(uri, runId);
  }

  /** The task that the flags name, or none. */
  public TaskRun task() {
    return new TaskRun(
        Placeholders.resolved(runName),
        Placeholders.resolved(runId),
        Placeholders.resolved(taskName));
  }
}
