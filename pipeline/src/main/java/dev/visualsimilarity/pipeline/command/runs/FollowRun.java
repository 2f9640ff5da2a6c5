package dev.visualsimilarity.pipeline.command.runs;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Follows a run that was begun elsewhere. */
@Command(
    name = "follow",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Follows a run to its end, as submit --wait does.",
    footer = {
      "",
      "Exit codes: 0 SUCCEEDED, 1 failed or any other end, 2 bad usage or parameters, 130 Ctrl-C, the"
          + " run goes on.",
      ""
    })
final class FollowRun implements Callable<Integer> {

  @Mixin RunArgument argument = new RunArgument();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    ApiEndpoint endpoint = argument.endpoint(environment);
    CommandLine line = spec.commandLine();
    try (PipelineJobs jobs = new PipelineJobs(endpoint)) {
      return new FollowedRun(jobs, endpoint, line.getOut(), line.getErr())
          .follow(jobs.get(argument.name(environment)), argument.timeout());
    }
  }
}
