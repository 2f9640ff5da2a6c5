package dev.visualsimilarity.pipeline.command.runs;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Does something to one run and says so. */
abstract class RunAction implements Callable<Integer> {

  @Mixin RunArgument argument = new RunArgument();

  @Spec CommandSpec spec;

  /** Does it, and says in a sentence what was done. */
  abstract String act(PipelineJobs jobs, RunCommands commands);

  @Override
  public final Integer call() {
    Map<String, String> environment = System.getenv();
    String name = argument.name(environment);
    ApiEndpoint endpoint = argument.endpoint(environment);
    try (PipelineJobs jobs = new PipelineJobs(endpoint)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(act(jobs, new RunCommands(endpoint, name)));
      err.flush();
    }
    return ExitCode.DONE;
  }
}
