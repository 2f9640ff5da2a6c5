package dev.visualsimilarity.pipeline.command.schedules;

import dev.visualsimilarity.command.Help;
import dev.visualsimilarity.command.Version;
import picocli.CommandLine.Command;

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
      Help.class
    })
public final class ScheduleCommand {}
