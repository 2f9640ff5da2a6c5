package dev.visualsimilarity.command;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.IoMessages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs picocli commands with the error messages and exit codes of the project. */
public final class Commands {

  private static final String EXIT_CODES = "Exit codes:";

  private Commands() {}

  /** Runs a command; returns its exit code, one of {@link ExitCode}. */
  public static int execute(Object command, String... args) {
    return commandLine(command).execute(args);
  }

  /** The command with the project's error handling, not yet run. */
  public static CommandLine commandLine(Object command) {
    CommandLine line = new CommandLine(command);
    describeExitCodes(line);
    return line.setParameterExceptionHandler((e, args) -> usageError(e))
        .setExecutionExceptionHandler((e, failed, result) -> failure(e, failed))
        .setUsageHelpAutoWidth(onTerminal());
  }

  /** Of the commands that do something and do not describe theirs. */
  private static void describeExitCodes(CommandLine line) {
    line.getSubcommands().values().forEach(Commands::describeExitCodes);
    CommandSpec spec = line.getCommandSpec();
    boolean described =
        Arrays.stream(spec.usageMessage().footer()).anyMatch(text -> text.startsWith(EXIT_CODES));
    if (line.getSubcommands().isEmpty() && !spec.helpCommand() && !described) {
      boolean rejects = spec.findOption("--max-reject-fraction") != null;
      spec.usageMessage()
          .exitCodeListHeading(EXIT_CODES + "%n")
          .exitCodeList(ExitCode.descriptions(rejects));
    }
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
    // Picocli says the word twice of a map.
    String message = e.getMessage().replace("option option ", "option ");
    err.println(name(line) + ": " + snakeCase.orElse(message));
    if (snakeCase.isEmpty()) {
      UnmatchedArgumentException.printSuggestions(e, err);
    }
    String name = line.getCommandSpec().qualifiedName();
    // A program by itself is called in many ways, which it does not know.
    err.println(
        line.getParent() == null
            ? "--help lists the options."
            : "Run '%s --help' for the options.".formatted(name));
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
    err.println(name(line) + ": failed: " + e);
    e.printStackTrace(err);
    err.flush();
    return ExitCode.FAILED;
  }

  /** What it is called below the program that it is part of, such as {@code runs list}. */
  private static String name(CommandLine line) {
    CommandLine parent = line.getParent();
    return parent == null || parent.getParent() == null
        ? line.getCommandName()
        : name(parent) + " " + line.getCommandName();
  }

  private static int report(UserException e, CommandLine line) {
    line.getErr().println(name(line) + ": " + e.getMessage());
    line.getErr().flush();
    return e.exitCode();
  }
}
