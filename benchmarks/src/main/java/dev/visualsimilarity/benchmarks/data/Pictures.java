package dev.visualsimilarity.benchmarks.data;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * JPEG files to make catalogs of.
 *
 * @param name what they are, for the report
 * @param files their bytes, at least one
 */
public record Pictures(String name, List<byte[]> files) {

  public Pictures {
    files = List.copyOf(files);
  }

  /**
   * All JPEG files of a folder that hold an image.
   *
   * @throws UserException if there is none
   */
  public static Pictures of(String name, Path folder) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(file -> file.toString().endsWith(".jpg")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(path);
        if (isWhole(bytes)) {
          files.add(bytes);
        }
      }
    }
    if (files.isEmpty()) {
      throw UserException.badParameter(
          "%s has no .jpg file; name a folder of JPEG files".formatted(folder));
    }
    return new Pictures(name, files);
  }

  /** The same pictures drawn anew, {@code side} pixels wide and high. */
  public Pictures drawn(int side) throws IOException {
    List<byte[]> small = new ArrayList<>();
    for (byte[] file : files) {
      small.add(Jpeg.drawn(file, side));
    }
    return new Pictures("images of %1$d x %1$d".formatted(side), small);
  }

  /** Bytes of a file on average. */
  public double meanBytes() {
    return files.stream().mapToInt(file -> file.length).average().orElse(0);
  }

  /** The sample catalog has files on purpose that are cut off or are no images. */
  private static boolean isWhole(byte[] file) {
    int end = file.length;
    return end > 4
        && file[0] == (byte) 0xFF
        && file[1] == (byte) 0xD8
        && file[end - 2] == (byte) 0xFF
        && file[end - 1] == (byte) 0xD9;
  }
}
