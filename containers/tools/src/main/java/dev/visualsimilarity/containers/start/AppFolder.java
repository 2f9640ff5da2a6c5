package dev.visualsimilarity.containers.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The jars of an image, as they are below its {@code /app}: the program's in {@code classpath}, the
 * libraries in {@code libs}. Java knows the jars that it has class data of by their names below a
 * common folder, their sizes and their times.
 *
 * @param folder that holds both folders
 * @param jars in the order of the class path
 */
record AppFolder(Path folder, List<Path> jars) {

  /** The time that Jib gives to files. */
  private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

  AppFolder {
    jars = List.copyOf(jars);
  }

  /**
   * Lays one out.
   *
   * @param program the jar of the program
   * @param libraries a class path
   * @param folder takes the copies
   */
  static AppFolder create(Path program, String libraries, Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(copy(program, folder.resolve("classpath")));
    Set<String> names = new LinkedHashSet<>();
    for (String library : libraries.strip().split(File.pathSeparator, -1)) {
      Path file = Path.of(library);
      if (!names.add(file.getFileName().toString())) {
        // Jib renames them.
        throw new IllegalArgumentException("two libraries are called " + file.getFileName());
      }
      jars.add(copy(file, folder.resolve("libs")));
    }
    return new AppFolder(folder, jars);
  }

  /**
   * The class path of a program that is started in the folder. Without a common folder, which is a
   * dot here, Java would not know the jars again in another one.
   */
  String classPath() {
    return String.join(
        File.pathSeparator, jars.stream().map(jar -> "./" + folder.relativize(jar)).toList());
  }

  private static Path copy(Path file, Path folder) throws IOException {
    Path copy = Files.createDirectories(folder).resolve(file.getFileName());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(copy, TIME);
    return copy;
  }
}
