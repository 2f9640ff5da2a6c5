package dev.visualsimilarity.pipeline.command.schedules;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.pipeline.client.Schedules;
import dev.visualsimilarity.pipeline.command.listing.FieldLines;
import dev.visualsimilarity.pipeline.command.listing.ListOptions;
import dev.visualsimilarity.pipeline.schedule.NextRuns;
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

/** Shows a schedule. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows a schedule: its state, its next runs, what came of the last one.")
final class ShowSchedule implements Callable<Integer> {

  @Mixin ScheduleArgument argument = new ScheduleArgument();

  @Option(names = "--json", description = "print the Schedule as the API has it")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    ApiEndpoint endpoint = argument.endpoint(environment);
    PrintWriter out = spec.commandLine().getOut();
    try (Schedules schedules = new Schedules(endpoint)) {
      Schedule schedule = schedules.get(argument.name(environment));
      if (json) {
        out.println(ProtoJson.print(schedule));
      } else {
        print(out, schedule, endpoint);
      }
      out.flush();
    }
    return ExitCode.DONE;
  }

  private static void print(PrintWriter out, Schedule schedule, ApiEndpoint endpoint) {
    FieldLines fields = new FieldLines(out);
    fields.print("schedule", schedule.getName());
    fields.print("name", schedule.getDisplayName());
    fields.print("state", schedule.getState().name());
    fields.print("console", ConsoleLinks.schedule(endpoint, schedule.getName()).orElse(""));
    fields.print("cron", schedule.getCron());
    if (schedule.hasStartTime()) {
      fields.print("start", ListOptions.time(schedule.getStartTime()));
    }
    if (schedule.hasEndTime()) {
      fields.print("end", ListOptions.time(schedule.getEndTime()));
    }
    fields.print(
        "runs",
        "%d started%s, %d at once%s"
            .formatted(
                schedule.getStartedRunCount(),
                schedule.getMaxRunCount() > 0 ? " of " + schedule.getMaxRunCount() : "",
                schedule.getMaxConcurrentRunCount(),
                schedule.getAllowQueueing() ? ", others wait" : ", others are skipped"));
    if (schedule.hasLastScheduledRunResponse()) {
      fields.print(
          "last run",
          "%s: %s"
              .formatted(
                  ListOptions.time(schedule.getLastScheduledRunResponse().getScheduledRunTime()),
                  schedule.getLastScheduledRunResponse().getRunResponse()));
    }
    NextRuns.lines(schedule, Instant.now()).forEach(line -> fields.print("next run", line));
    PipelineJob job = schedule.getCreatePipelineJobRequest().getPipelineJob();
    fields.print("root", job.getRuntimeConfig().getGcsOutputDirectory());
    fields.print("template", job.getTemplateUri());
    job.getRuntimeConfig()
        .getParameterValuesMap()
        .forEach((name, value) -> fields.print("parameter", name + "=" + ProtoJson.text(value)));
  }
}
