package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** The Vector Search emulator of a run, if it needs one. */
final class LocalEmulator implements AutoCloseable {

  private static final String PROJECT = "local-project";

  private final Optional<EmulatorServer> server;

  private LocalEmulator(Optional<EmulatorServer> server) {
    this.server = server;
  }

  /**
   * Starts an emulator, and points the run at it, if its parameters name neither a project nor a
   * server.
   */
  static LocalEmulator startIfNeeded(RunParameters parameters) {
    if (!parameters.isEmpty("api_endpoint") || !parameters.isEmpty("project")) {
      return new LocalEmulator(Optional.empty());
    }
    try {
      EmulatorServer server = EmulatorServer.start(EmulatorOptions.defaults());
      parameters.replaceEmpty("api_endpoint", server.endpoint());
      parameters.replaceEmpty("project", PROJECT);
      return new LocalEmulator(Optional.of(server));
    } catch (IOException e) {
      throw UserException.failed("cannot start the Vector Search emulator: " + e.getMessage(), e);
    }
  }

  /** Whether a run of these parameters had an emulator of its own, which ended with it. */
  static boolean wasUsed(Map<String, JsonElement> parameters) {
    return new JsonPrimitive(PROJECT).equals(parameters.get("project"));
  }

  /** Says that the indexes of the run are not in Google Cloud. */
  void announce(PrintWriter err) {
    server.ifPresent(
        running -> {
          err.printf(
              "No project and no api_endpoint given: using a Vector Search emulator of this machine, %s%n",
              running.endpoint());
          err.flush();
        });
  }

  @Override
  public void close() {
    server.ifPresent(EmulatorServer::close);
  }
}
