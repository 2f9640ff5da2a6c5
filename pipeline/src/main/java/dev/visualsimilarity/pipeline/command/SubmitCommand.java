package dev.visualsimilarity.pipeline.command;

import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import dev.visualsimilarity.pipeline.command.runs.FollowedRun;
import dev.visualsimilarity.pipeline.command.runs.RunJson;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import dev.visualsimilarity.pipeline.submission.JobIds;
import dev.visualsimilarity.pipeline.submission.ProtoJson;
import dev.visualsimilarity.pipeline.submission.Template;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a pipeline to Vertex AI Pipelines. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Submits a pipeline to Vertex AI Pipelines, or to an emulator (--api-endpoint).",
      "Progress goes to stderr; the job goes to stdout as one JSON object."
    },
    footer = {
      "",
      "Parameters named project, location and work_uri that are empty become those of the job;"
          + " work_uri is PIPELINE_ROOT/NAME/{run_id}/work, a folder for each run"
          + " (PIPELINE_ROOT/NAME/JOB_ID/work, if the steps of the pipeline take no --run-id).",
      "Exit codes: 0 submitted, or with --wait SUCCEEDED; 1 failed, or with --wait any other end;"
          + " 2 bad usage or parameters, nothing was submitted; 130 Ctrl-C, the run goes on.",
      ""
    })
public final class SubmitCommand implements Callable<Integer> {

  @Mixin JobArguments arguments = new JobArguments();

  @Option(
      names = "--job-id",
      paramLabel = "ID",
      description = "id of the run (default: the pipeline's name and the time in UTC)")
  Optional<String> jobId = Optional.empty();

  @Option(
      names = "--wait",
      description =
          "follow the run to its end, for --timeout-hours at most; Ctrl-C asks what to do")
  boolean wait;

  @Spec CommandSpec spec;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Template template = arguments.template();
    PipelineInterface pipeline = arguments.pipeline(template);
    if (arguments.listParams()) {
      JobArguments.list(out, pipeline);
      return ExitCode.DONE;
    }
    String id =
        jobId.map(JobIds::checked).orElseGet(() -> JobIds.create(pipeline.name(), clock.instant()));
    JobArguments.Prepared prepared =
        arguments.prepare(
            template, pipeline, arguments.folder(pipeline), Optional.of(id), System.getenv());
    if (arguments.dryRun()) {
      err.println("Would submit " + id);
      prepared.print(err);
      out.println(ProtoJson.print(prepared.job()));
      out.flush();
      return ExitCode.DONE;
    }
    try (PipelineJobs jobs = new PipelineJobs(prepared.endpoint())) {
      PipelineJob job = jobs.create(prepared.parent(), prepared.job(), id);
      err.println("Submitted " + job.getName());
      ConsoleLinks.job(prepared.endpoint(), job.getName())
          .ifPresent(link -> err.println("View it at " + link));
      err.flush();
      if (wait) {
        return new FollowedRun(jobs, prepared.endpoint(), out, err)
            .follow(job, arguments.vertex().timeout());
      }
      out.println(RunJson.of(job, prepared.endpoint()));
      out.flush();
      return ExitCode.DONE;
    }
  }
}
