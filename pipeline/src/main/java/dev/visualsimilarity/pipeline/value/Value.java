package dev.visualsimilarity.pipeline.value;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/**
 * A value that a task gets.
 *
 * @param json it
 * @param origin what gives it, for messages
 */
record Value(JsonElement json, String origin) {

  private static final String PLACEHOLDER = "{{";

  /** Whether it is known before the run: text with a placeholder is not. */
  boolean isKnown() {
    return !text().contains(PLACEHOLDER);
  }

  /** Its text; that of a list or a map is JSON. */
  String text() {
    return json instanceof JsonPrimitive primitive
        ? primitive.getAsString().strip()
        : json.toString();
  }
}
