package dev.visualsimilarity.pipeline.image;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says the digest of an image. */
@FunctionalInterface
public interface Digests {

  /**
   * The digest, {@code sha256:} and 64 hexadecimal digits.
   *
   * @throws UserException if it cannot be found, with what to do
   */
  String of(ImageReference image);

  /**
   * From the builds of the images: what Jib leaves in {@code target/jib-image.json} of a module.
   *
   * @param project the folder of the project, with the components' modules in {@code components}
   */
  static Digests ofBuilds(Path project) {
    return image -> {
      Path module = project.resolve("components").resolve(image.name());
      Path file =
          (Files.isDirectory(module) ? module : project.resolve(image.name()))
              .resolve("target/jib-image.json");
      if (!Files.isRegularFile(file)) {
        throw UserException.badParameter(
            "%s has no digest: there is no %s; build and push the images first"
                .formatted(image, file));
      }
      return digest(YamlFile.read(file).get("imageDigest"), image, file);
    };
  }

  /** From a file: a YAML or JSON map of components' names, or images as they stand, to digests. */
  static Digests ofFile(Path file) {
    JsonObject digests = YamlFile.read(file);
    return image -> {
      JsonElement digest =
          digests.has(image.toString()) ? digests.get(image.toString()) : digests.get(image.name());
      return digest(digest, image, file);
    };
  }

  private static String digest(JsonElement digest, ImageReference image, Path file) {
    if (digest instanceof JsonPrimitive text && ImageReference.isDigest(text.getAsString())) {
      return text.getAsString();
    }
    throw UserException.badParameter(
        "%s has %s for %s; needed is sha256: and 64 hexadecimal digits"
            .formatted(file, digest == null ? "no digest" : digest, image.name()));
  }
}
