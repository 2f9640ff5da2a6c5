package dev.visualsimilarity.pipeline.command.runs;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import picocli.CommandLine.Command;

/** Cancels a run. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Asks the service to cancel a run: its tasks are stopped a while later.",
      "What its tasks have created stays: see visual-similarity cleanup --run."
    })
final class CancelRun extends RunAction {

  @Override
  String act(PipelineJobs jobs, RunCommands commands) {
    jobs.cancel(commands.name());
    return "Cancelling %s; its end is shown by%n    %s"
        .formatted(commands.name(), commands.line("follow"));
  }
}
