package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of the project that this program was built in: it holds {@code pipeline/pipeline.yaml}
 * and the built components.
 *
 * @param path absolute
 */
public record ProjectFolder(Path path) {

  /**
   * Finds it above the classes of this program.
   *
   * @throws UserException if the program was moved elsewhere
   */
  public static ProjectFolder find() {
    Path classes;
    try {
      classes =
          Path.of(ProjectFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (Path folder = classes; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("components"))
          && Files.isDirectory(folder.resolve("pipeline"))) {
        return new ProjectFolder(folder);
      }
    }
    throw UserException.badParameter(
        "no folder above %s has the project's components; run visual-similarity from its build"
            .formatted(classes));
  }

  /** The project's own pipeline. */
  public Path pipeline() {
    return path.resolve("pipeline/pipeline.yaml");
  }

  /** The folder with a folder for each component. */
  public Path components() {
    return path.resolve("components");
  }
}
