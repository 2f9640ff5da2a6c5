package dev.visualsimilarity.pipeline.command.runs;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import picocli.CommandLine.Command;

/** Deletes a run. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Deletes a run that has ended from the service's list.",
      "Its files, indexes and deployments stay: see visual-similarity cleanup --run."
    })
final class DeleteRun extends RunAction {

  @Override
  String act(PipelineJobs jobs, RunCommands commands) {
    jobs.delete(commands.name(), argument.timeout());
    return "Deleted " + commands.name();
  }
}
