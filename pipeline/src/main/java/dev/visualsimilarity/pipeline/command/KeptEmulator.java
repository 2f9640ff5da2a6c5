package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.emulator.state.StateInUseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.serving.BuiltModelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An emulator with all that a run kept: started again, or the one that serves it already.
 *
 * @param endpoint as {@code --api-endpoint} takes it
 * @param server one that was started, and ends with this
 */
record KeptEmulator(String endpoint, Optional<EmulatorServer> server) implements AutoCloseable {

  /** One that is running. */
  static KeptEmulator running(String endpoint) {
    return new KeptEmulator(endpoint, Optional.empty());
  }

  /**
   * Starts the emulator of a run again, or where another serves what the run kept, takes the one
   * that the environment names.
   *
   * @param data the directory of its state
   * @param environment as of {@link System#getenv()}
   * @throws UserException if another serves it and the environment names none
   */
  static KeptEmulator start(Path data, Map<String, String> environment) {
    try {
      EmulatorServer server =
          EmulatorServer.start(
              EmulatorOptions.defaults().withDataDirectory(data),
              List.of(BuiltModelServer.serving(ProjectFolder.find().path())));
      return new KeptEmulator(server.endpoint(), Optional.of(server));
    } catch (StateInUseException e) {
      String named = environment.getOrDefault(EmulatorServer.HOST_VARIABLE, "").strip();
      if (!named.isEmpty()) {
        return running("http://" + named);
      }
      throw UserException.badParameter(
          "an emulator serves %s already: ask that one by -p api_endpoint=http://HOST:PORT, or by %s=HOST:PORT in the environment, or stop it"
              .formatted(data, EmulatorServer.HOST_VARIABLE),
          e);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot start the emulator of the run again: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    server.ifPresent(EmulatorServer::close);
  }
}
