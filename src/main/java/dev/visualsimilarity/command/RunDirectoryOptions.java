package dev.visualsimilarity.command;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import picocli.CommandLine.Option;

/** The flag that says which run of a pipeline a step belongs to. A picocli mixin. */
public final class RunDirectoryOptions {

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "unique id of the pipeline run, which stands for "
              + RunDirectory.TOKEN
              + " in a directory's URI")
  String runId = "";

  /**
   * The directory of the run.
   *
   * @throws UserException as {@link RunDirectory#parse}
   */
  public StorageUri directory(String uri) {
    return RunDirectory.parse(uri, runId);
  }

  /** The id of the run; empty where there is none, or the service did not fill it in. */
  public String runId() {
    return Placeholders.resolved(runId);
  }
}
