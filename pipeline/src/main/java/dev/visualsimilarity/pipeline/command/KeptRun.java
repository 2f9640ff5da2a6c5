package dev.visualsimilarity.pipeline.command;

import com.google.gson.reflect.TypeToken;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run left in its folder; see {@link RunFolder}.
 *
 * @param path absolute
 */
record KeptRun(Path path) {

  private static final String PARAMETERS = "parameters.json";
  private static final String DEPLOYED = "tasks/deploy-ann-index/outputs/parameters/index_endpoint";

  /**
   * A run by its folder.
   *
   * @throws UserException if it is none, or has deployed no index
   */
  static KeptRun of(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!hasDeployed(path)) {
      throw UserException.badParameter(
          "%s is not the folder of a run that has deployed an index: it lacks %s or %s"
              .formatted(path, PARAMETERS, DEPLOYED));
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
                .sorted(Comparator.comparing(run -> run.resolve(DEPLOYED).toFile().lastModified()))
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
    return path.resolve(PARAMETERS);
  }

  /** An output parameter of a task. */
  String output(String task, String name) throws IOException {
    return Files.readString(
        path.resolve("tasks").resolve(task).resolve("outputs/parameters").resolve(name));
  }

  /** The flags that a task's program was called with, in their order. */
  Map<String, String> flags(String task) throws IOException {
    Path file = path.resolve("tasks").resolve(task).resolve("command.json");
    List<String> words =
        Json.COMPACT.fromJson(Files.readString(file), new TypeToken<List<String>>() {}.getType());
    // The java command and its own flags come first, then the class, then pairs.
    int first = words.indexOf("--project");
    Map<String, String> flags = new LinkedHashMap<>();
    for (int i = first; first >= 0 && i + 1 < words.size(); i += 2) {
      flags.put(words.get(i), words.get(i + 1));
    }
    return flags;
  }

  private static boolean hasDeployed(Path path) {
    return Files.isRegularFile(path.resolve(PARAMETERS))
        && Files.isRegularFile(path.resolve(DEPLOYED));
  }
}
