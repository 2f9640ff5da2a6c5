package dev.visualsimilarity.pipeline.runner;

import dev.visualsimilarity.error.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder {@code /app} of a component's image, made from what the build left in the component's
 * {@code target}: a {@code jib-classpath-file} with the same class path, and {@code jvm-flags}.
 */
final class AppFolder {

  private AppFolder() {}

  /** The component that an image is of: the last part of its name, without tag and digest. */
  static String component(String image) {
    return image.replaceFirst("@.*", "").replaceFirst(".*/", "").replaceFirst(":.*", "");
  }

  /**
   * Makes the folder.
   *
   * @param componentFolder of the component, with its {@code target}
   * @throws UserException if the component is not built
   */
  static void create(Path componentFolder, Path app) throws IOException {
    String classPath = classPath(componentFolder);
    Files.createDirectories(app);
    Files.writeString(app.resolve("jib-classpath-file"), argument(classPath));
    Files.write(app.resolve("jvm-flags"), JvmFlags.ofProcesses());
  }

  /**
   * The class path of a module's program.
   *
   * @param module its folder, with its {@code target}
   * @throws UserException if the module is not built
   */
  static String classPath(Path module) throws IOException {
    Path classes = module.resolve("target/classes");
    Path dependencies = module.resolve("target/app/dependencies");
    for (Path built : List.of(classes, dependencies)) {
      if (!Files.exists(built)) {
        throw UserException.badParameter(
            "module %s is not built: there is no %s; run mvn package -DskipTests"
                .formatted(module.getFileName(), built));
      }
    }
    return classes + File.pathSeparator + Files.readString(dependencies).strip();
  }

  /** One word in the syntax of the java command's argument files, blanks and all. */
  private static String argument(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
