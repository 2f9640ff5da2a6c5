package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.server.EmulatorCommand;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.jobs.JobSettings;
import dev.visualsimilarity.pipeline.jobs.PipelinesExtension;
import dev.visualsimilarity.pipeline.runner.RunnerKind;
import dev.visualsimilarity.pipeline.serving.BuiltModelServer;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code emulator} of the command line: it runs pipeline jobs, too. */
@Command(
    name = "emulator",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Runs an emulator of Vertex AI on this machine.",
      "It has Vector Search, Vertex AI Pipelines, and models behind endpoints, each with the"
          + " project's model server.",
      "Pipeline jobs that are submitted to it run here, as 'run' runs them."
    })
public final class PipelineEmulatorCommand extends EmulatorCommand {

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description =
          "what runs the tasks of pipeline jobs: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}); no image is pulled")
  RunnerKind runner = RunnerKind.process;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "tasks of one job that run at once (default: half of the cores, at least 2)")
  int parallelism = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

  @Option(
      names = "--max-jobs",
      paramLabel = "N",
      description = "pipeline jobs that run at once; others wait (default: ${DEFAULT-VALUE})")
  int maxJobs = 2;

  @Override
  protected List<EmulatorExtension.Factory> extensions() {
    requirePositive("--parallelism", parallelism);
    requirePositive("--max-jobs", maxJobs);
    ProjectFolder project = ProjectFolder.find();
    return List.of(
        PipelinesExtension.factory(
            new JobSettings(
                runner,
                parallelism,
                maxJobs,
                project.components(),
                project.pipeline().getParent(),
                Clock.systemUTC())),
        BuiltModelServer.serving(project.path()));
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw UserException.badParameter(option + " is " + value + "; give 1 or more");
    }
  }
}
