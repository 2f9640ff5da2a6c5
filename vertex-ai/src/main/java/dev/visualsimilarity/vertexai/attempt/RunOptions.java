package dev.visualsimilarity.vertexai.attempt;

import dev.visualsimilarity.vertexai.Placeholders;
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
          "unique id of the pipeline run, by which a task that is tried again finds what it began; empty: by the output directory only")
  String runId = "";

  @Option(names = "--task-name", paramLabel = "NAME", description = "name of the task in the run")
  String taskName = "";

  /** The task that the flags name, or none. */
  public TaskRun task() {
    return new TaskRun(
        Placeholders.resolved(runName),
        Placeholders.resolved(runId),
        Placeholders.resolved(taskName));
  }
}
