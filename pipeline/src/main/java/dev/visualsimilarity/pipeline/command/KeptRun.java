package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run left in its folder; see {@link RunFolder}.
 *
 * @param path absolute
 */
record KeptRun(Path path) {

  private static final List<String> DEPLOYING =
      List.of("deploy-ann-index", "deploy-brute-force-index");
  private static final String ENDPOINT = "index_endpoint";

  /**
   * A run by its folder.
   *
   * @throws UserException if it is none, or has deployed no index
   */
  static KeptRun of(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!hasDeployed(path)) {
      throw UserException.badParameter(
          "%s is not the folder of a run that has deployed an index: it lacks %s, or no task of %s has the output %s"
              .formatted(path, RunFolder.PARAMETERS, String.join(", ", DEPLOYING), ENDPOINT));
    }
    return new KeptRun(path);
  }

  /**
   * The newest run below a folder.
   *
   * @throws UserException if there is none that has deployed an index
   */
  static KeptRun newest(Path runs) throws IOException {
    if (Files.isDirectory(runs)) {
      try (Stream<Path> folders = Files.list(runs.toAbsolutePath().normalize())) {
        List<Path> newestLast =
            folders
                .filter(KeptRun::hasDeployed)
                .sorted(Comparator.comparing(KeptRun::lastDeployed))
                .toList();
        if (!newestLast.isEmpty()) {
          return new KeptRun(newestLast.get(newestLast.size() - 1));
        }
      }
    }
    throw UserException.badParameter(
        "no run below %s has deployed an index; begin with visual-similarity run, name a run's folder with --run-dir, or a deployment with --index-endpoint and --deployed-index-id"
            .formatted(runs.toAbsolutePath().normalize()));
  }

  /** The file of its parameters. */
  Path parameters() {
    return path.resolve(RunFolder.PARAMETERS);
  }

  /**
   * An output parameter of a task.
   *
   * @throws UserException if the task has not come so far
   */
  String output(String task, String name) throws IOException {
    Path file = file(path, task, name);
    if (!Files.isRegularFile(file)) {
      throw UserException.badParameter(
          "the run in %s has no output %s of its task %s; it has deployed %s: ask that, or run the pipeline again"
              .formatted(path, name, task, deployingTasks()));
    }
    return Files.readString(file);
  }

  /** The tasks that have deployed an index. */
  private List<String> deployingTasks() {
    return DEPLOYING.stream()
        .filter(task -> Files.isRegularFile(file(path, task, ENDPOINT)))
        .toList();
  }

  /** The ids under which it has deployed indexes. */
  List<String> deployedIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String task : deployingTasks()) {
      ids.add(output(task, "deployed_index_id"));
    }
    return ids;
  }

  /** The state of the emulator that it had of its own, if it had one. */
  Optional<Path> emulatorData() {
    return Optional.of(path.resolve(RunFolder.EMULATOR)).filter(Files::isDirectory);
  }

  static boolean hasDeployed(Path path) {
    return Files.isRegularFile(path.resolve(RunFolder.PARAMETERS)) && lastDeployed(path) > 0;
  }

  private static long lastDeployed(Path path) {
    return DEPLOYING.stream()
        .mapToLong(task -> file(path, task, ENDPOINT).toFile().lastModified())
        .max()
        .orElseThrow();
  }

  private static Path file(Path run, String task, String name) {
    return run.resolve("tasks").resolve(task).resolve("outputs/parameters").resolve(name);
  }
}
