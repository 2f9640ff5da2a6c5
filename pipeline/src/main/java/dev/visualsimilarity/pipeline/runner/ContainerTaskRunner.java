package dev.visualsimilarity.pipeline.runner;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks as containers of their own images, with Docker or Podman. The network is the host's,
 * so that an emulator on 127.0.0.1 is reached; folders are mounted under the paths that they have.
 */
public final class ContainerTaskRunner implements TaskRunner {

  private final String engine;
  private final String job;
  private final Path runFolder;
  private final Collection<Path> mounts;
  private final AtomicInteger containers = new AtomicInteger();

  /**
   * @param engine {@code docker} or {@code podman}
   * @param job begins the names of the containers
   * @param runFolder the folder of the run
   * @param mounts other files and folders that tasks read or write; where one does not exist, the
   *     next folder above it that does is mounted
   */
  public ContainerTaskRunner(String engine, String job, Path runFolder, Collection<Path> mounts) {
    this.engine = engine;
    this.job = job;
    this.runFolder = runFolder;
    this.mounts = List.copyOf(mounts);
  }

  @Override
  public void prepare(Container container) throws IOException, InterruptedException {
    int code = silently(List.of(engine, "image", "inspect", container.image()));
    if (code != 0) {
      throw UserException.badParameter(
          "%s has no image %s (or does not run); build or pull the image, or use --runner process"
              .formatted(engine, container.image()));
    }
  }

  @Override
  public int run(TaskCommand command) throws IOException, InterruptedException {
    String name = job + "-" + containers.incrementAndGet();
    try {
      return ChildProcess.run(new ProcessBuilder(words(command, name)), command.log());
    } catch (InterruptedException e) {
      // Killing the client of an engine does not end the container.
      Thread killer = new Thread(() -> kill(name));
      killer.start();
      killer.join(ChildProcess.GRACE.toMillis());
      throw e;
    }
  }

  /** The engine's command that runs a task. */
  List<String> words(TaskCommand command, String name) throws IOException {
    List<String> words = new ArrayList<>(List.of(engine, "run", "--rm", "--name", name));
    words.addAll(List.of("--network", "host", "--security-opt", "label=disable"));
    words.addAll(user());
    // A user id that the image does not know has no home.
    words.addAll(List.of("--env", "HOME=/tmp"));
    command
        .container()
        .env()
        .forEach((key, value) -> words.addAll(List.of("--env", key + "=" + value)));
    for (Path folder : Mounts.of(runFolder, mounts)) {
      words.addAll(List.of("--volume", folder + ":" + folder));
    }
    words.addAll(List.of("--entrypoint", command.words().get(0), command.container().image()));
    words.addAll(command.words().subList(1, command.words().size()));
    return words;
  }

  /** Files that a container writes belong to who runs the pipeline. */
  private List<String> user() throws IOException {
    Object uid = Files.getAttribute(runFolder, "unix:uid");
    Object gid = Files.getAttribute(runFolder, "unix:gid");
    if (uid.equals(0)) {
      return List.of();
    }
    return Path.of(engine).endsWith("podman")
        ? List.of("--userns", "keep-id")
        : List.of("--user", uid + ":" + gid);
  }

  private void kill(String name) {
    try {
      silently(List.of(engine, "kill", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int silently(List<String> words) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(1, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (IOException e) {
      throw UserException.badParameter(
          "cannot run %s: %s; install it, or use --runner process"
              .formatted(engine, e.getMessage()));
    }
  }
}
