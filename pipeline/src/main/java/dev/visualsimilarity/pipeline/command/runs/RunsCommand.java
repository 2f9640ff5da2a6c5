package dev.visualsimilarity.pipeline.command.runs;

import dev.visualsimilarity.command.Help;
import dev.visualsimilarity.command.Version;
import picocli.CommandLine.Command;

/** Lists, shows, follows and ends pipeline jobs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists, shows, follows, cancels and deletes runs of a service.",
    subcommands = {
      ListRuns.class,
      ShowRun.class,
      FollowRun.class,
      CancelRun.class,
      DeleteRun.class,
      Help.class
    })
public final class RunsCommand {}
