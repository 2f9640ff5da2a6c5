package dev.visualsimilarity.emulator.server;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.state.StateException;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code emulator}: runs the Vector Search emulator until it is stopped. A subclass serves more
 * beside it.
 */
@Command(
    name = "emulator",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Runs an emulator of Vertex AI Vector Search on this machine.")
public class EmulatorCommand implements Callable<Integer> {
  private static final String LOG_LEVEL =
      "org.slf4j.simpleLogger.log.dev.visualsimilarity.emulator";

  @Option(
      names = "--host",
      description = "address to listen on (default: ${DEFAULT-VALUE})",
      defaultValue = "127.0.0.1")
  String host;

  @Option(
      names = "--port",
      description = "port to listen on, 0 = any that is free (default: ${DEFAULT-VALUE})",
      defaultValue = "8093")
  int port;

  @Option(
      names = "--private-port",
      description =
          "port at which private endpoints (VPC network, Private Service Connect) answer, 0 = any"
              + " that is free (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  int privatePort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "keep everything in this directory, so that it survives a restart (default: in memory"
              + " only)")
  Path dataDirectory;

  @Option(
      names = "--operation-delay",
      paramLabel = "SECONDS",
      description = "wait before each long-running operation begins (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  double operationDelay;

  @Option(
      names = {"-v", "--verbose"},
      description = "log a line for each request: method, status, milliseconds")
  boolean verbose;

  @Spec CommandSpec spec;

  /** Runs the emulator by itself. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new EmulatorCommand(), args));
  }

  /** What is served beside Vector Search: nothing. */
  protected List<EmulatorExtension.Factory> extensions() {
    return List.of();
  }

  @Override
  public final Integer call() throws InterruptedException {
    if (verbose) {
      // Read when the first logger of the server is made.
      System.setProperty(LOG_LEVEL, "debug");
    }
    try (EmulatorServer emulator = EmulatorServer.start(options(), extensions())) {
      // SIGTERM and SIGINT run the hook; closing lets running requests finish.
      Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "shutdown"));
      PrintWriter err = spec.commandLine().getErr();
      err.printf("Vector Search emulator is listening on %s%n", emulator.address());
      err.printf("Point the components at it with --api-endpoint=%s%n", emulator.endpoint());
      err.printf("or by export %s=%s%n", EmulatorServer.HOST_VARIABLE, emulator.address());
      err.printf("Private endpoints answer on %s%n", emulator.privateAddress());
      emulator.announcement().forEach(err::println);
      err.flush();
      emulator.awaitTermination();
    } catch (StateException e) {
      throw UserException.failed(e.getMessage(), e);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot listen on %s; choose another --port, --private-port or --host"
              .formatted(e.getMessage()),
          e);
    }
    return ExitCode.DONE;
  }

  private EmulatorOptions options() {
    requirePort("--port", port);
    requirePort("--private-port", privatePort);
    if (!(operationDelay >= 0 && Double.isFinite(operationDelay))) {
      throw UserException.badParameter(
          "--operation-delay is %s: give a finite number of seconds, 0 or more"
              .formatted(asGiven("--operation-delay")));
    }
    return new EmulatorOptions(
        host,
        port,
        privatePort,
        Duration.ofMillis(Math.round(operationDelay * 1000)),
        Optional.ofNullable(dataDirectory));
  }

  private void requirePort(String option, int value) {
    if (value < 0 || value > EmulatorOptions.MAX_PORT) {
      throw UserException.badParameter(
          "%s is %s: choose 0 to %d, 0 being any that is free"
              .formatted(option, asGiven(option), EmulatorOptions.MAX_PORT));
    }
  }

  private String asGiven(String option) {
    return String.join(", ", spec.findOption(option).originalStringValues());
  }
}
