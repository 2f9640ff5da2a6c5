package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.run.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An index of a run whose emulator ended with it: built and deployed again in a new emulator, of
 * the run's embeddings, by the same programs with the same flags. Gone when closed.
 */
final class RevivedIndex implements AutoCloseable {

  private static final int SHOWN_LINES = 5;

  private final EmulatorServer emulator;
  private final AskedDeployment deployment;

  private RevivedIndex(EmulatorServer emulator, AskedDeployment deployment) {
    this.emulator = emulator;
    this.deployment = deployment;
  }

  /**
   * Builds and deploys.
   *
   * @param index {@code ann-index} or {@code brute-force-index}
   * @throws UserException if that fails, such as when the embeddings are gone
   */
  static RevivedIndex of(KeptRun run, String index) throws IOException, InterruptedException {
    EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults());
    try (ComponentPrograms programs = ComponentPrograms.open()) {
      Map<String, String> build = run.flags("build-" + index);
      build.put("--api-endpoint", emulator.endpoint());
      Path built = run(programs, "build-index", build);

      Map<String, String> deploy = run.flags("deploy-" + index);
      deploy.put("--api-endpoint", emulator.endpoint());
      deploy.put("--index", read(built, "index"));
      Path deployed = run(programs, "deploy-index", deploy);
      return new RevivedIndex(
          emulator,
          new AskedDeployment(
              read(deployed, "index_endpoint"),
              read(deployed, "deployed_index_id"),
              read(deployed, "match_address")));
    } catch (IOException | InterruptedException | RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  /** The emulator, as a parameter of the run. */
  String apiEndpoint() {
    return emulator.endpoint();
  }

  AskedDeployment deployment() {
    return deployment;
  }

  @Override
  public void close() {
    emulator.close();
  }

  /** Runs a component to its end; returns the folder of its outputs. */
  private static Path run(ComponentPrograms programs, String component, Map<String, String> flags)
      throws IOException, InterruptedException {
    Path outputs = programs.folder().resolve(component);
    Path log = programs.folder().resolve(component + ".txt");
    flags.remove("--executor-input");
    flags.put("--output-dir", outputs.toString());
    List<String> words = new ArrayList<>();
    flags.forEach((flag, value) -> words.addAll(List.of(flag, value)));
    ProcessBuilder program = programs.program(component, words);
    int code = Foreground.run(program, log);
    if (code != 0) {
      throw UserException.failed(
          "the index of the run cannot be made again; %s ended with %d: %s"
              .formatted(component, code, String.join(" | ", LogTail.of(log, SHOWN_LINES))));
    }
    return outputs;
  }

  private static String read(Path outputs, String parameter) throws IOException {
    return Files.readString(outputs.resolve("parameters").resolve(parameter));
  }
}
