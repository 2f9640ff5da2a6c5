package dev.visualsimilarity.containers.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes TensorFlow's natives smaller: without the symbols that only a debugger reads they are a
 * quarter smaller.
 *
 * <p>Argument: the directory of the libraries, which are changed in place.
 */
public final class Natives {

  private Natives() {}

  /** Strips them, if this machine has binutils. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args[0]);
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> libraries = files.filter(file -> file.toString().contains(".so")).toList();
      for (Path library : libraries) {
        Programs.run("strip", "--strip-unneeded", library.toString());
      }
    } catch (IOException e) {
      System.out.println("natives are left as they are: " + e.getMessage());
    }
  }
}
