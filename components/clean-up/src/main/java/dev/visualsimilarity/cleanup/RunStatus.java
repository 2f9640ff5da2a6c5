package dev.visualsimilarity.cleanup;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.command.Placeholders;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tasks before an exit handler's ended: of a PipelineTaskFinalStatus, what is used here.
 *
 * @param state one of those that a task ends in
 * @param error why, where it did not succeed; may be null
 */
record RunStatus(String state, Failure error) {

  private static final String SUCCEEDED = "SUCCEEDED";
  private static final String CANCELLED = "CANCELLED";

  /** Of another, nobody knows whether it is a failure. */
  private static final List<String> STATES =
      List.of(SUCCEEDED, "FAILED", CANCELLED, "NOT_TRIGGERED");

  /** What Kubeflow Pipelines tells for some of them: states of ML Metadata, or of its own API. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "COMPLETE", SUCCEEDED, "CACHED", SUCCEEDED, "SKIPPED", SUCCEEDED, "CANCELED", CANCELLED);

  /**
   * What failed.
   *
   * @param message for a person; may be null
   */
  record Failure(String message) {}

  /**
   * Reads a PipelineTaskFinalStatus.
   *
   * @param text the flag's value, JSON; blank: by hand
   * @throws UserException if it is something else, of which nobody knows whether the run succeeded
   */
  static Optional<RunStatus> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (Placeholders.resolved(text).isEmpty()) {
      throw UserException.badParameter(
          "--status was not filled in: %s; this service does not say how the run ended, so nothing is removed: if it failed, use visual-similarity cleanup --run RUN"
              .formatted(text.strip()));
    }
    try {
      Optional<RunStatus> status =
          Optional.ofNullable(Json.COMPACT.fromJson(text, RunStatus.class))
              .filter(read -> read.state != null)
              .map(read -> read.withState(SYNONYMS.getOrDefault(read.state, read.state)))
              .filter(read -> STATES.contains(read.state));
      return Optional.of(status.orElseThrow(() -> notOne(text)));
    } catch (JsonParseException e) {
      throw notOne(text);
    }
  }

  boolean succeeded() {
    return state.equals(SUCCEEDED);
  }

  /** Such as {@code FAILED (tasks that failed: query-index)}. */
  @Override
  public String toString() {
    String reason = error == null || error.message() == null ? "" : error.message();
    return reason.isEmpty() ? state : state + " (" + reason + ")";
  }

  private RunStatus withState(String other) {
    return new RunStatus(other, error);
  }

  private static UserException notOne(String text) {
    return UserException.badParameter(
        "--status is no PipelineTaskFinalStatus: '%s'; give JSON such as {\"state\": \"FAILED\"}, where the state is one of %s"
            .formatted(text.strip(), String.join(", ", STATES)));
  }
}
