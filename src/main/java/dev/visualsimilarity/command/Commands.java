package dev.visualsimilarity.command;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.IoMessages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs picocli commands with the error messages and exit codes of the project. */
public final class Commands {

  private Commands() {}

  /** Runs a command; returns its exit code, one of {@link ExitCode}. */
  public static int execute(Object command, String... args) {
    return commandLine(command).execute(args);
  }

  /** The command with the project's error handling, not yet run. */
  public static CommandLine commandLine(Object command) {
    CommandLine line = new CommandLine(command);
    if (line.getSubcommands().isEmpty()) {
      line.getCommandSpec()
          .usageMessage()
          .exitCodeListHeading("Exit codes:%n")
          .exitCodeList(ExitCode.DESCRIPTIONS);
    }
    return line.setParameterExceptionHandler((e, args) -> usageError(e))
        .setExecutionExceptionHandler((e, failed, result) -> failure(e, failed))
        .setUsageHelpAutoWidth(onTerminal());
  }

  /** Without a terminal there is no width to ask for, which takes a process and some 30 ms. */
  @SuppressWarnings("SystemConsoleNull") // Java 22 to 24 have a console always, and ask.
  private static boolean onTerminal() {
    return System.console() != null;
  }

  private static int usageError(ParameterException thrown) {
    ParameterException e = UnknownOptions.first(thrown);
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    if (e.getCause() instanceof UserException user) {
      return report(user, line);
    }
    Optional<String> snakeCase = UnknownOptions.snakeCase(line);
    err.println(line.getCommandName() + ": " + snakeCase.orElse(e.getMessage()));
    if (snakeCase.isEmpty()) {
      UnmatchedArgumentException.printSuggestions(e, err);
    }
    err.println("Run '" + line.getCommandSpec().qualifiedName() + " --help' for the options.");
    err.flush();
    return ExitCode.BAD_PARAMETERS;
  }

  private static int failure(Exception e, CommandLine line) {
    if (e instanceof UserException user) {
      return report(user, line);
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      // Of the machine or the network, not of the code: its trace helps no user.
      LoggerFactory.getLogger(Commands.class).debug("the command failed", e);
      return report(UserException.failed(IoMessages.of(e), e), line);
    }
    PrintWriter err = line.getErr();
    err.println(line.getCommandName() + ": failed: " + e);
    e.printStackTrace(err);
    err.flush();
    return ExitCode.FAILED;
  }

  private static int report(UserException e, CommandLine line) {
    line.getErr().println(line.getCommandName() + ": " + e.getMessage());
    line.getErr().flush();
    return e.exitCode();
  }
}
