package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.Schedules;
import picocli.CommandLine.Command;

/** Deletes a schedule. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Deletes a schedule; its runs stay.")
final class DeleteSchedule extends ScheduleAction {

  @Override
  String act(Schedules schedules, String name) {
    schedules.delete(name, argument.timeout());
    return "Deleted";
  }
}
