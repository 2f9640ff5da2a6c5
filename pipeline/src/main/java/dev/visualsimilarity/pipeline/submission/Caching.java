package dev.visualsimilarity.pipeline.submission;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The caching of a pipeline's tasks. */
final class Caching {

  private static final String OPTIONS = "cachingOptions";

  private Caching() {}

  /**
   * A copy of the pipeline in which all tasks of all graphs are cached, or none. As with the SDK of
   * Vertex AI, a task's own {@code cacheKey} is lost.
   */
  static JsonObject override(JsonObject spec, boolean enabled) {
    JsonObject copy = spec.deepCopy();
    override(copy.get("root"), enabled);
    if (copy.get("components") instanceof JsonObject components) {
      components.asMap().values().forEach(component -> override(component, enabled));
    }
    return copy;
  }

  private static void override(JsonElement component, boolean enabled) {
    if (!(component instanceof JsonObject fields)
        || !(fields.get("dag") instanceof JsonObject dag)
        || !(dag.get("tasks") instanceof JsonObject tasks)) {
      return;
    }
    for (JsonElement task : tasks.asMap().values()) {
      JsonObject options = new JsonObject();
      options.addProperty("enableCache", enabled);
      task.getAsJsonObject().add(OPTIONS, options);
    }
  }
}
