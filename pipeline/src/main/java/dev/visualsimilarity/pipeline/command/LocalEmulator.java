package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.serving.BuiltModelServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Vector Search emulator of a run, if it needs one. */
final class LocalEmulator implements AutoCloseable {

  private static final String PROJECT = "local-project";

  private final Optional<EmulatorServer> server;
  private final String announcement;

  private LocalEmulator(Optional<EmulatorServer> server, String announcement) {
    this.server = server;
    this.announcement = announcement;
  }

  /**
   * If the parameters of a run name neither a project nor a server, points it at the emulator that
   * the environment names, or else starts one.
   *
   * @param environment as of {@link System#getenv()}
   * @param data takes the state of one that is started
   */
  static LocalEmulator startIfNeeded(
      RunParameters parameters, Map<String, String> environment, Path data) {
    if (!isNeeded(parameters)) {
      return new LocalEmulator(Optional.empty(), "");
    }
    parameters.replaceEmpty("project", PROJECT);
    String running = running(environment);
    if (!running.isEmpty()) {
      parameters.replaceEmpty(InputCheck.API_ENDPOINT, "http://" + running);
      return new LocalEmulator(
          Optional.empty(),
          "using the Vector Search emulator that %s names, http://%s"
              .formatted(EmulatorServer.HOST_VARIABLE, running));
    }
    try {
      EmulatorServer server =
          EmulatorServer.start(
              EmulatorOptions.defaults().withDataDirectory(data),
              List.of(BuiltModelServer.serving(ProjectFolder.find().path())));
      parameters.replaceEmpty(InputCheck.API_ENDPOINT, server.endpoint());
      return new LocalEmulator(
          Optional.of(server),
          "using a Vector Search emulator of this machine, " + server.endpoint());
    } catch (IOException e) {
      throw UserException.failed("cannot start the Vector Search emulator: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the tasks of a run with these parameters will speak to Vertex AI.
   *
   * @param environment as of {@link System#getenv()}
   */
  static boolean isVertex(RunParameters parameters, Map<String, String> environment) {
    if (isNeeded(parameters)) {
      return false;
    }
    String server =
        parameters.given().get(InputCheck.API_ENDPOINT) instanceof JsonPrimitive text
            ? text.getAsString()
            : "";
    return server.isBlank() ? running(environment).isEmpty() : !server.startsWith("http://");
  }

  private static boolean isNeeded(RunParameters parameters) {
    return parameters.isEmpty(InputCheck.API_ENDPOINT) && parameters.isEmpty("project");
  }

  /** The emulator that the environment names; empty if it names none. */
  private static String running(Map<String, String> environment) {
    return environment.getOrDefault(EmulatorServer.HOST_VARIABLE, "").strip();
  }

  /** Says that the indexes of the run are not in Google Cloud. */
  void announce(PrintWriter err) {
    if (!announcement.isEmpty()) {
      err.println("No project and no api_endpoint given: " + announcement);
      err.flush();
    }
  }

  @Override
  public void close() {
    server.ifPresent(EmulatorServer::close);
  }
}
