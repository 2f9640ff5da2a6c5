package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.command.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Starts pipeline jobs again and again. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs a pipeline at the times of a cron expression.",
    subcommands = {
      CreateSchedule.class,
      ListSchedules.class,
      ShowSchedule.class,
      PauseSchedule.class,
      ResumeSchedule.class,
      DeleteSchedule.class,
      HelpCommand.class
    })
public final class ScheduleCommand {}
