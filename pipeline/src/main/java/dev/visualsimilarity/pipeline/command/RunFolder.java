package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder that takes all that a run makes:
 *
 * <ul>
 *   <li>{@code parameters.json} and {@code outputs.json}: what went in and what came out
 *   <li>{@code tasks/}: a folder for each task, with its log and outputs
 *   <li>{@code work/}: the data that tasks hand to each other, unless work_uri says elsewhere
 *   <li>{@code emulator/}: the indexes, where the run had an emulator of its own
 *   <li>{@code app/}: class paths of the components
 * </ul>
 *
 * @param path absolute
 */
record RunFolder(Path path) {

  static final String PARAMETERS = "parameters.json";
  static final String EMULATOR = "emulator";

  /**
   * A folder that is new or empty.
   *
   * @throws UserException if it holds something, which a run could take for its own
   */
  static RunFolder of(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (Files.exists(path) && !isEmptyFolder(path)) {
      throw UserException.badParameter(
          "the run's folder %s is not empty; give another with --run-dir, or remove it"
              .formatted(path));
    }
    return new RunFolder(path);
  }

  /**
   * Makes a folder for this run alone: where there is one of that name, which another run of the
   * same second has made, {@code NAME-2}, {@code NAME-3} and so on.
   */
  static RunFolder createNew(Path parent, String name) {
    try {
      Path runs = Files.createDirectories(parent.toAbsolutePath().normalize());
      for (int number = 1; ; number++) {
        Path path = runs.resolve(number == 1 ? name : name + "-" + number);
        try {
          return new RunFolder(Files.createDirectory(path));
        } catch (FileAlreadyExistsException e) {
          // The next number, then.
        }
      }
    } catch (IOException e) {
      throw UserException.badParameter("cannot make the run's folder: " + e);
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  /** Leaves nothing of a run that did not begin. */
  void deleteIfEmpty() throws IOException {
    if (isEmptyFolder(path)) {
      Files.delete(path);
    }
  }

  /** Deletes the emulator's state of a run that did not begin. */
  void deleteEmulatorUnlessBegun() throws IOException {
    if (Files.exists(emulator()) && !Files.exists(path.resolve(PARAMETERS))) {
      try (Stream<Path> files = Files.walk(emulator())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  RunFolder create() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw UserException.badParameter("cannot make the run's folder: " + e);
    }
    return this;
  }

  Path tasks() {
    return path.resolve("tasks");
  }

  Path work() {
    return path.resolve("work");
  }

  Path emulator() {
    return path.resolve(EMULATOR);
  }

  Path apps() {
    return path.resolve("app");
  }

  void write(String name, String text) throws IOException {
    Files.writeString(path.resolve(name), text + "\n");
  }

  private static boolean isEmptyFolder(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
