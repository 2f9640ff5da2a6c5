package dev.visualsimilarity.containers.base;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The C and C++ libraries of this machine that Java, TensorFlow and gRPC load, each with the
 * licence that Debian puts beside it.
 *
 * @param files where they are here, and in the image too
 */
record SystemLibraries(List<Path> files) {

  private static final String ARCHITECTURE = System.getProperty("os.arch");

  private static final List<String> NAMES =
      List.of(
          loader(),
          "libc.so.6",
          "libdl.so.2",
          "libgcc_s.so.1",
          "libm.so.6",
          "libpthread.so.0",
          "libresolv.so.2",
          "librt.so.1",
          "libstdc++.so.6",
          "libz.so.1");

  private static final List<String> LICENCES =
      List.of("libc6", "libgcc-s1", "libstdc++6", "zlib1g", "gcc-12-base", "gcc-14-base");

  private static final List<Path> DIRECTORIES = directories();

  SystemLibraries {
    files = List.copyOf(files);
  }

  /**
   * Those of this machine.
   *
   * @throws IllegalStateException that names the one that is not there
   */
  static SystemLibraries ofThisMachine() {
    List<Path> files = new ArrayList<>();
    for (String name : NAMES) {
      files.add(find(name).orElseThrow(() -> missing(name)));
    }
    for (String name : LICENCES) {
      Path licence = Path.of("/usr/share/doc", name, "copyright");
      if (Files.isRegularFile(licence)) {
        files.add(licence);
      }
    }
    return new SystemLibraries(files);
  }

  /** The libraries, at the same paths as here. */
  FileEntriesLayer layer() throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("libraries");
    for (Path file : files) {
      Path content = file.toRealPath();
      layer.addEntry(content, AbsoluteUnixPath.fromPath(file), Layers.permissions(content));
    }
    return layer.build();
  }

  private static Optional<Path> find(String name) {
    return DIRECTORIES.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Programs name the loader by its whole path. */
  private static String loader() {
    return ARCHITECTURE.equals("aarch64") ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2";
  }

  /** Those that the loader looks in without being told, its own path first. */
  private static List<Path> directories() {
    String triplet = ARCHITECTURE.equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
    Path loaders = Path.of(ARCHITECTURE.equals("aarch64") ? "/lib" : "/lib64");
    return List.of(loaders, Path.of("/lib", triplet), Path.of("/usr/lib", triplet));
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException(
        "no %s in %s; install it (Debian: libc6, libgcc-s1, libstdc++6, zlib1g)"
            .formatted(name, DIRECTORIES));
  }
}
