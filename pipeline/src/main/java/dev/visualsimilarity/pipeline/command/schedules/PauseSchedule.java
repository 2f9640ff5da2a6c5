package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.client.Schedules;
import picocli.CommandLine.Command;

/** Pauses a schedule. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Pauses a schedule: it starts no runs until it is resumed.")
final class PauseSchedule extends ScheduleAction {

  @Override
  String act(Schedules schedules, String name) {
    schedules.pause(name);
    return "Paused";
  }
}
