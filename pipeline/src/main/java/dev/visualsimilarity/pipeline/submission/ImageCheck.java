package dev.visualsimilarity.pipeline.submission;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ImageNames;
import java.util.Set;
import java.util.TreeSet;

/** Looks whether Vertex AI can pull the images of a pipeline. */
final class ImageCheck {

  private ImageCheck() {}

  /**
   * Checks that each image names its registry.
   *
   * @throws UserException that names those that do not
   */
  static void check(String source, JsonObject spec) {
    Set<String> unstamped = new TreeSet<>();
    collect(spec.get("deploymentSpec"), unstamped);
    if (!unstamped.isEmpty()) {
      throw UserException.badParameter(
          "%s names images without a registry, which Vertex AI cannot pull: %s; write a pipeline with yours by visual-similarity compile --registry REGISTRY, and submit that"
              .formatted(source, String.join(", ", unstamped)));
    }
  }

  private static void collect(JsonElement deployment, Set<String> unstamped) {
    if (!(deployment instanceof JsonObject fields)
        || !(fields.get("executors") instanceof JsonObject executors)) {
      return;
    }
    for (JsonElement executor : executors.asMap().values()) {
      if (executor instanceof JsonObject parts
          && parts.get("container") instanceof JsonObject container
          && container.get("image") instanceof JsonPrimitive image
          && !canBePulled(image.getAsString())) {
        unstamped.add(image.getAsString());
      }
    }
  }

  /** A name of one part, such as {@code python:3.12}, is an official image of Docker Hub. */
  private static boolean canBePulled(String image) {
    return image.indexOf('/') < 0 || ImageNames.hasRegistry(image);
  }
}
