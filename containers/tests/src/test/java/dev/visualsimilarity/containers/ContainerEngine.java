package dev.visualsimilarity.containers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Docker or Podman of this machine.
 *
 * @param program its command
 */
record ContainerEngine(String program) {

  private static final String VARIABLE = "CONTAINER_ENGINE";
  private static final long TIMEOUT_SECONDS = 300;

  /**
   * The one that the environment names, or else the first that works.
   *
   * @throws IllegalStateException if there is none: these tests were asked for
   */
  static ContainerEngine find() {
    String named = System.getenv().getOrDefault(VARIABLE, "");
    List<String> candidates = named.isEmpty() ? List.of("podman", "docker") : List.of(named);
    List<String> failures = new ArrayList<>();
    for (String candidate : candidates) {
      ContainerEngine engine = new ContainerEngine(candidate);
      Optional<String> failure = engine.failure();
      if (failure.isEmpty()) {
        return engine;
      }
      failures.add(failure.get());
    }
    throw new IllegalStateException(
        "no container engine works; install podman or docker, or name one by %s: %s"
            .formatted(VARIABLE, String.join("; ", failures)));
  }

  /** Makes the image of a tar file known; one of that name is replaced. */
  void load(Path tar) {
    succeed("load", "--input", tar.toString());
  }

  /** What the engine knows of an image. */
  JsonObject inspect(String image) {
    String text = succeed("image", "inspect", image);
    return JsonParser.parseString(text).getAsJsonArray().get(0).getAsJsonObject();
  }

  /** Runs a command of the engine; returns what it printed on stdout. */
  String succeed(String... words) {
    Output output = run(words);
    if (output.code() != 0) {
      throw new IllegalStateException(
          "%s %s: exit code %d: %s"
              .formatted(program, String.join(" ", words), output.code(), output.stderr()));
    }
    return output.stdout();
  }

  /** Runs a command of the engine to its end. */
  Output run(String... words) {
    try {
      Process process = start(Arrays.asList(words));
      return Output.of(process, TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command of the engine. */
  Process start(List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    return process;
  }

  private Optional<String> failure() {
    try {
      Output output = run("info");
      return output.code() == 0
          ? Optional.empty()
          : Optional.of(program + " info: " + output.stderr().strip());
    } catch (UncheckedIOException e) {
      return Optional.of(e.getCause().getMessage());
    }
  }

  /**
   * What a program printed, and how it ended.
   *
   * @param code its exit code
   */
  record Output(int code, String stdout, String stderr) {

    static Output of(Process process, long timeout, TimeUnit unit)
        throws IOException, InterruptedException {
      StreamText stderr = StreamText.of(process.getErrorStream());
      StreamText stdout = StreamText.of(process.getInputStream());
      if (!process.waitFor(timeout, unit)) {
        process.destroyForcibly();
        throw new IllegalStateException(process.info().commandLine() + " does not end");
      }
      return new Output(process.exitValue(), stdout.await(), stderr.await());
    }

    /** Both streams. */
    String text() {
      return stdout + stderr;
    }
  }
}
