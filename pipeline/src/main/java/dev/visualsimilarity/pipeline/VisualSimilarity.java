package dev.visualsimilarity.pipeline;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Help;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.pipeline.command.BenchmarkCommand;
import dev.visualsimilarity.pipeline.command.CheckIndexDataCommand;
import dev.visualsimilarity.pipeline.command.CleanupCommand;
import dev.visualsimilarity.pipeline.command.CompileCommand;
import dev.visualsimilarity.pipeline.command.ComponentCommand;
import dev.visualsimilarity.pipeline.command.DocumentCommand;
import dev.visualsimilarity.pipeline.command.ModelServerCommand;
import dev.visualsimilarity.pipeline.command.PipelineEmulatorCommand;
import dev.visualsimilarity.pipeline.command.QueryCommand;
import dev.visualsimilarity.pipeline.command.RunCommand;
import dev.visualsimilarity.pipeline.command.SubmitCommand;
import dev.visualsimilarity.pipeline.command.runs.RunsCommand;
import dev.visualsimilarity.pipeline.command.schedules.ScheduleCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code visual-similarity}. */
@Command(
    name = "visual-similarity",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Turns a product catalog into a visual search.",
    subcommands = {
      RunCommand.class,
      SubmitCommand.class,
      RunsCommand.class,
      ScheduleCommand.class,
      QueryCommand.class,
      ComponentCommand.class,
      PipelineEmulatorCommand.class,
      CheckIndexDataCommand.class,
      CleanupCommand.class,
      CompileCommand.class,
      DocumentCommand.class,
      ModelServerCommand.class,
      BenchmarkCommand.class,
      Help.class
    })
public final class VisualSimilarity {

  private VisualSimilarity() {}

  /** Runs a subcommand and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with all its subcommands. */
  static CommandLine commandLine() {
    CommandLine line = Commands.commandLine(new VisualSimilarity());
    line.getSubcommands().get("component").setStopAtPositional(true);
    for (String passedOn : List.of("benchmark", "model-server")) {
      line.getSubcommands().get(passedOn).setUnmatchedOptionsArePositionalParams(true);
    }
    return line;
  }
}
