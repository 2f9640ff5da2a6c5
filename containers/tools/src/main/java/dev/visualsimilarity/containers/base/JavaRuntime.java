package dev.visualsimilarity.containers.base;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * A Java runtime of the modules that the components use, linked from a JDK.
 *
 * @param directory where it is
 * @param version its version, such as 25.0.3
 * @param architecture in the words of container images: amd64, arm64
 */
record JavaRuntime(Path directory, String version, String architecture) {

  /** Where it is in the image. */
  static final String HOME = "/opt/java";

  /** The first release that has ahead-of-time class data and the flags of {@code jvm-flags}. */
  private static final int FIRST_RELEASE = 25;

  private static final List<String> MODULES =
      List.of(
          // What Google's clients, gRPC and TensorFlow use.
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.xml",
          "jdk.crypto.cryptoki",
          "jdk.httpserver",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs",
          // WebP is decoded by a plug-in of ImageIO.
          "java.desktop",
          // What a running component is looked at with: recordings, and attaching to it.
          "jdk.attach",
          "jdk.jfr",
          "jdk.management.agent",
          "jdk.incubator.vector");

  /** What only programs with windows and sound use, and what would bring libraries of X11. */
  private static final List<String> UNUSED =
      List.of("libawt_xawt.so", "libjawt.so", "libjsound.so", "libsplashscreen.so");

  /**
   * Links one.
   *
   * @param jdk the JDK's directory
   * @param directory is replaced
   * @throws IllegalArgumentException if the JDK is too old, or there is none
   */
  static JavaRuntime link(Path jdk, Path directory) throws IOException, InterruptedException {
    Properties release = release(jdk);
    String version = property(release, "JAVA_VERSION");
    if (Integer.parseInt(version.replaceFirst("\\D.*", "")) < FIRST_RELEASE) {
      throw new IllegalArgumentException(
          "images run on Java %d or newer, and %s is Java %s; name another JDK by -Dimage.jdk=DIR"
              .formatted(FIRST_RELEASE, jdk, version));
    }
    delete(directory.toFile());
    String architecture = property(release, "OS_ARCH").equals("aarch64") ? "arm64" : "amd64";
    // jlink writes a class in the order of its hash sets, which is another in each process but in
    // one that records classes: there it is that of a fixed seed, for the JDK's own archives.
    Path recorded = directory.resolveSibling("jlink.aotconf");
    Programs.run(
        jdk.resolve("bin/jlink").toString(),
        "-J-XX:AOTMode=record",
        "-J-Xlog:aot=error",
        "-J-XX:AOTConfiguration=" + recorded,
        "--add-modules=" + String.join(",", MODULES),
        "--no-header-files",
        "--no-man-pages",
        "--compress=zip-0",
        "--output=" + directory);
    Files.deleteIfExists(recorded);
    for (String library : UNUSED) {
      Files.deleteIfExists(directory.resolve("lib").resolve(library));
    }
    return new JavaRuntime(directory, version, architecture);
  }

  /** Its files, below {@link #HOME}. */
  FileEntriesLayer layer() throws IOException {
    return Layers.of("java", directory, HOME);
  }

  private static Properties release(Path jdk) throws IOException {
    Path file = jdk.resolve("release");
    if (!Files.isRegularFile(file) || !Files.isExecutable(jdk.resolve("bin/jlink"))) {
      throw new IllegalArgumentException(jdk + " is no JDK; name one by -Dimage.jdk=DIR");
    }
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      release.load(reader);
    }
    return release;
  }

  private static String property(Properties release, String name) {
    return release.getProperty(name, "").replace("\"", "");
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      Arrays.stream(children).forEach(JavaRuntime::delete);
    }
    file.delete();
  }
}
