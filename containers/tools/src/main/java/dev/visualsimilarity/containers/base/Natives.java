package dev.visualsimilarity.containers.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes what images have in {@code /app/natives}: the folder {@code tensorflow} of TensorFlow's
 * libraries, without the symbols that only a debugger reads (a quarter of them), and the folder
 * {@code none} of nothing.
 *
 * <p>Arguments: the directory that the jar of the libraries was unpacked to, the directory for the
 * folders.
 */
public final class Natives {

  private Natives() {}

  /** Makes the folders; without binutils on this machine, the libraries stay as they are. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folders = Path.of(args[1]);
    Files.createDirectories(folders.resolve("none"));
    Path tensorflow = Files.createDirectories(folders.resolve("tensorflow"));
    for (Path library : libraries(Path.of(args[0]))) {
      Path target = tensorflow.resolve(library.getFileName());
      try {
        Programs.run("strip", "--strip-unneeded", "-o", target.toString(), library.toString());
      } catch (IOException e) {
        System.out.println("natives are not stripped: " + e.getMessage());
        Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> libraries(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.getFileName().toString().contains(".so")).toList();
    }
  }
}
