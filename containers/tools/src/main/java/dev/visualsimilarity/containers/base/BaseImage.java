package dev.visualsimilarity.containers.base;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code base-image.tar}: an image of a Java runtime, the C libraries, and nothing else; no
 * shell, no package manager. The same JDK and C libraries give the same image, byte for byte.
 *
 * <p>Arguments: the JDK's directory, the directory to write to, the time that the image is said to
 * be of (ISO 8601).
 */
public final class BaseImage {

  private BaseImage() {}

  /** Writes the image; also {@code runtime}, the runtime as it is in the image. */
  public static void main(String[] args) throws Exception {
    Path jdk = Path.of(args[0]);
    Path target = Path.of(args[1]).toAbsolutePath();
    Instant created = Instant.parse(args[2]);

    JavaRuntime runtime = JavaRuntime.link(jdk, target.resolve("runtime"));
    JibContainer image =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(runtime.architecture(), "linux")))
            .setCreationTime(created)
            .addFileEntriesLayer(SystemLibraries.ofThisMachine().layer())
            .addFileEntriesLayer(runtime.layer())
            .addFileEntriesLayer(SystemFiles.layer(target.resolve("system")))
            .setEnvironment(
                Map.of(
                    "JAVA_HOME",
                    JavaRuntime.HOME,
                    "PATH",
                    JavaRuntime.HOME + "/bin",
                    "LANG",
                    "C.UTF-8"))
            .setProgramArguments(List.of("java", "-version"))
            .containerize(
                Containerizer.to(
                        TarImage.at(target.resolve("base-image.tar"))
                            .named("visual-similarity/base:" + runtime.version()))
                    .setOfflineMode(true)
                    .setBaseImageLayersCache(target.resolve("jib-cache"))
                    .setApplicationLayersCache(target.resolve("jib-cache")));
    System.out.printf("base image: Java %s, %s%n", runtime.version(), image.getDigest());
  }
}
