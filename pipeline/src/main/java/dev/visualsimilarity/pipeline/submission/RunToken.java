package dev.visualsimilarity.pipeline.submission;

import dev.visualsimilarity.command.RunDirectory;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.Node;
import java.util.List;
import java.util.Optional;

/** What stands for a run in the directory of its data. */
public final class RunToken {

  /** Those that write and read the directory; the token is nothing to what is not the project's. */
  private static final List<String> EXECUTORS = List.of("exec-preprocess", "exec-extract-features");

  private static final String FLAG = "--run-id";

  private RunToken() {}

  /**
   * The token that the pipeline's steps replace by the id of their run; else the id of the job.
   *
   * @param jobId none where jobs share their parameters, as those of a schedule do
   * @throws UserException if the steps replace no token and there is no id
   */
  public static String of(Template template, Optional<String> jobId) {
    Node executors =
        new Node(template.source() + ": ", template.spec())
            .field("deploymentSpec")
            .field("executors");
    if (EXECUTORS.stream().allMatch(name -> takesRunId(executors.field(name)))) {
      return RunDirectory.TOKEN;
    }
    return jobId.orElseThrow(
        () ->
            UserException.badParameter(
                "%s has steps that do not replace %s, so that all runs would share one work_uri; give --param work_uri=DIRECTORY and let only one run go on at once, or compile the pipeline anew"
                    .formatted(template.source(), RunDirectory.TOKEN)));
  }

  private static boolean takesRunId(Node executor) {
    return executor.field("container").field("args").texts().contains(FLAG);
  }
}
