package dev.visualsimilarity.pipeline.command.runs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.pipeline.command.listing.FieldLines;
import dev.visualsimilarity.pipeline.command.listing.ListOptions;
import dev.visualsimilarity.pipeline.follow.RunId;
import dev.visualsimilarity.pipeline.follow.RunResults;
import dev.visualsimilarity.pipeline.follow.RunState;
import dev.visualsimilarity.pipeline.follow.TaskTree;
import dev.visualsimilarity.pipeline.follow.TaskView;
import dev.visualsimilarity.pipeline.submission.ProtoJson;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a run: its state, parameters, tasks, errors and logs. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows a run: its state, parameters, tasks, errors and logs.")
final class ShowRun implements Callable<Integer> {

  @Mixin RunArgument argument = new RunArgument();

  @Option(names = "--json", description = "print the PipelineJob as the API has it")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    ApiEndpoint endpoint = argument.endpoint(environment);
    PrintWriter out = spec.commandLine().getOut();
    try (PipelineJobs jobs = new PipelineJobs(endpoint)) {
      PipelineJob run = jobs.get(argument.name(environment));
      if (json) {
        out.println(ProtoJson.print(run));
      } else {
        print(out, run, endpoint);
      }
      out.flush();
    }
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, PipelineJob run, ApiEndpoint endpoint) {
    Instant now = Instant.now();
    RunState state = RunState.of(run);
    FieldLines fields = new FieldLines(out);
    fields.print("run", run.getName());
    fields.print("run_id", RunId.of(run));
    fields.print("name", run.getDisplayName());
    fields.print(
        "state",
        "%s%s%s"
            .formatted(
                state.word(),
                state.ended() ? " after " : " for ",
                RunState.text(state.elapsed(now))));
    fields.print("created", ListOptions.time(run.getCreateTime()));
    fields.print("console", ConsoleLinks.job(endpoint, run.getName()).orElse(""));
    fields.print("schedule", run.getScheduleName());
    fields.print("template", run.getTemplateUri());
    fields.print("root", run.getRuntimeConfig().getGcsOutputDirectory());
    fields.print("account", run.getServiceAccount());
    run.getLabelsMap().forEach((key, value) -> fields.print("label", key + "=" + value));
    run.getRuntimeConfig()
        .getParameterValuesMap()
        .forEach((name, value) -> fields.print("parameter", name + "=" + ProtoJson.text(value)));
    RunResults results = RunResults.of(run);
    results
        .outputs()
        .forEach((name, value) -> fields.print("output", name + "=" + ProtoJson.text(value)));
    results.reports().forEach(report -> fields.print("report", report));
    run.getError().getMessage().lines().forEach(line -> fields.print("error", line));
    out.println();
    for (TaskView task : TaskTree.of(run, now)) {
      out.println(task.line());
      task.reason().forEach(out::println);
    }
  }
}
