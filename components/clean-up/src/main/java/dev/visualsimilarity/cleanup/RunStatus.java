package dev.visualsimilarity.cleanup;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.Optional;

/**
 * How the tasks before an exit handler's ended.
 *
 * @param state SUCCEEDED, FAILED or CANCELLED
 * @param error why, where it did not succeed; may be empty
 */
record RunStatus(String state, String error) {

  private static final String SUCCEEDED = "SUCCEEDED";

  /**
   * Reads a PipelineTaskFinalStatus.
   *
   * @param json the flag's value; empty: by hand
   * @throws UserException if it is something else
   */
  static Optional<RunStatus> parse(String json) {
    if (json.isBlank()) {
      return Optional.empty();
    }
    try {
      JsonObject status = Json.COMPACT.fromJson(json, JsonObject.class);
      String error =
          status.has("error") && status.getAsJsonObject("error").has("message")
              ? status.getAsJsonObject("error").get("message").getAsString()
              : "";
      return Optional.of(new RunStatus(status.get("state").getAsString(), error));
    } catch (JsonParseException | NullPointerException | ClassCastException e) {
      throw UserException.badParameter(
          "--status is no PipelineTaskFinalStatus: '%s'; give JSON such as {\"state\": \"FAILED\"}"
              .formatted(json.strip()));
    }
  }

  boolean succeeded() {
    return state.equals(SUCCEEDED);
  }

  /** Such as {@code FAILED (tasks that failed: query-index)}. */
  @Override
  public String toString() {
    return error.isEmpty() ? state : state + " (" + error + ")";
  }
}
