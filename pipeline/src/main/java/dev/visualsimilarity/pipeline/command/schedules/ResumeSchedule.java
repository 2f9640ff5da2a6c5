package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.Schedules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Resumes a schedule. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Resumes a schedule that is paused.")
final class ResumeSchedule extends ScheduleAction {

  @Option(names = "--catch-up", description = "start the runs that were missed meanwhile, too")
  boolean catchUp;

  @Override
  String act(Schedules schedules, String name) {
    schedules.resume(name, catchUp);
    return "Resumed";
  }
}
