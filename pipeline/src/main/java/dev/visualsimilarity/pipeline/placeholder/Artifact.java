package dev.visualsimilarity.pipeline.placeholder;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.visualsimilarity.pipeline.ir.ArtifactDefinition;
import java.util.List;

/**
 * A file or directory that a task made, and what is known of it.
 *
 * @param name the output's name, or one that the task chose
 * @param uri where it is
 * @param definition its type
 * @param metadata what the task says of it; do not change it
 */
public record Artifact(
    String name, String uri, ArtifactDefinition definition, JsonObject metadata) {

  /**
   * The path under which a program sees the artifact: that of its URI, with Cloud Storage and its
   * likes below {@code /gcs}, {@code /minio} and {@code /s3} (launcher's LocalPathForURI).
   */
  public String path() {
    return uri.replaceFirst("^gs://", "/gcs/")
        .replaceFirst("^(minio|s3)://", "/$1/")
        .replaceFirst("^file://(localhost)?(?=/)", "");
  }

  /** As RuntimeArtifact of the ExecutorInput message. */
  JsonObject toJson() {
    JsonObject type = new JsonObject();
    type.addProperty("schemaTitle", definition.schemaTitle());
    type.addProperty("schemaVersion", definition.schemaVersion());
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.add("type", type);
    json.addProperty("uri", uri);
    json.add("metadata", metadata);
    return json;
  }

  /** As ArtifactList of the ExecutorInput message. */
  static JsonObject toJson(List<Artifact> artifacts) {
    JsonArray items = new JsonArray();
    artifacts.forEach(artifact -> items.add(artifact.toJson()));
    JsonObject list = new JsonObject();
    list.add("artifacts", items);
    return list;
  }
}
