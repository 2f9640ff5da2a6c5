package dev.visualsimilarity.pipeline.command.schedules;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.gson.JsonObject;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.pipeline.client.Schedules;
import dev.visualsimilarity.pipeline.command.JobArguments;
import dev.visualsimilarity.pipeline.ir.PipelineInterface;
import dev.visualsimilarity.pipeline.schedule.NextRuns;
import dev.visualsimilarity.pipeline.schedule.ScheduleOptions;
import dev.visualsimilarity.pipeline.submission.ProtoJson;
import dev.visualsimilarity.pipeline.submission.Template;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates a schedule. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Creates a schedule that submits a pipeline at the times of a cron expression.",
      "The next five times go to stderr; the schedule goes to stdout as one JSON object."
    },
    footer = {
      "",
      "The runs share the parameters. A work_uri that is empty becomes"
          + " PIPELINE_ROOT/schedule-NAME/{run_id}/work, a folder for each run; where you give one"
          + " without {run_id}, let only one run go on at once. A pipeline whose steps take no"
          + " --run-id needs one.",
      ""
    })
final class CreateSchedule implements Callable<Integer> {

  @Mixin ScheduleOptions schedule = new ScheduleOptions();

  @Mixin JobArguments arguments = new JobArguments();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Template template = arguments.template();
    PipelineInterface pipeline = arguments.pipeline(template);
    if (arguments.listParams()) {
      JobArguments.list(out, pipeline);
      return ExitCode.DONE;
    }
    JobArguments.Prepared prepared =
        arguments.prepare(
            template,
            pipeline,
            "schedule-" + arguments.folder(pipeline),
            Optional.empty(),
            System.getenv());
    Instant now = Instant.now();
    Schedule request = schedule.schedule(prepared.parent(), prepared.job(), now);
    if (arguments.dryRun()) {
      err.println("Would schedule " + request.getDisplayName());
      prepared.print(err);
      times(err, request, now);
      out.println(ProtoJson.print(request));
      out.flush();
      return ExitCode.DONE;
    }
    try (Schedules schedules = new Schedules(prepared.endpoint())) {
      Schedule created = schedules.create(prepared.parent(), request);
      err.println("Created " + created.getName());
      link(prepared.endpoint(), created).ifPresent(page -> err.println("View it at " + page));
      times(err, request, now);
      out.println(json(created, prepared.endpoint()));
      out.flush();
    }
    return ExitCode.DONE;
  }

  private static void times(PrintWriter err, Schedule schedule, Instant now) {
    err.println("Next runs:");
    NextRuns.lines(schedule, now).forEach(line -> err.println("  " + line));
    err.flush();
  }

  private static Optional<String> link(ApiEndpoint endpoint, Schedule schedule) {
    return ConsoleLinks.schedule(endpoint, schedule.getName());
  }

  private static String json(Schedule schedule, ApiEndpoint endpoint) {
    JsonObject object = new JsonObject();
    object.addProperty("name", schedule.getName());
    object.addProperty("state", schedule.getState().name());
    object.addProperty("cron", schedule.getCron());
    link(endpoint, schedule).ifPresent(page -> object.addProperty("console", page));
    return Json.PRETTY.toJson(object);
  }
}
