package dev.visualsimilarity.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The images that the build left as tar files. */
final class ProjectImages {

  /** The folder of the project. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The sample catalog and model. */
  static final Path SAMPLE = ROOT.resolve("pipeline/sample");

  /** The components, in the order of the pipeline. */
  static final List<String> COMPONENTS =
      List.of(
          "preprocess",
          "extract-features",
          "build-index",
          "deploy-index",
          "query-index",
          "upload-model",
          "clean-up");

  /** Those that decode images or run the model. */
  static final Set<String> WITH_TENSORFLOW =
      Set.of("preprocess", "extract-features", "query-index", "model-server");

  private static ContainerEngine engine;

  private ProjectImages() {}

  /** The modules that have an image. */
  static List<String> modules() {
    return Stream.concat(COMPONENTS.stream(), Stream.of("emulator", "model-server")).toList();
  }

  /** The engine, with the images loaded. */
  static synchronized ContainerEngine engine() {
    if (engine == null) {
      ContainerEngine found = ContainerEngine.find();
      modules().forEach(module -> found.load(tar(module)));
      engine = found;
    }
    return engine;
  }

  /** The reference of a module's image, as it is in pipeline.yaml. */
  static String image(String module) {
    return "visual-similarity/" + module + ":0.1.0";
  }

  /**
   * The tar file of a module's image.
   *
   * @throws IllegalStateException if it is not built
   */
  static Path tar(String module) {
    Path tar = folder(module).resolve("target/jib-image.tar");
    if (!Files.exists(tar)) {
      throw new IllegalStateException(
          "no %s; run mvn -P image,own-base,container-tests -DskipTests verify".formatted(tar));
    }
    return tar;
  }

  /** The folder of a module. */
  static Path folder(String module) {
    return ROOT.resolve(COMPONENTS.contains(module) ? "components/" + module : module);
  }
}
