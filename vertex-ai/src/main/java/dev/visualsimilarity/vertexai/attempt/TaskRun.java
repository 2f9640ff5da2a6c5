package dev.visualsimilarity.vertexai.attempt;

import dev.visualsimilarity.vertexai.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One task of one run of a pipeline. All parts are empty for a step that is run by hand.
 *
 * @param runName what people call the run
 * @param runId unique among all runs
 * @param taskName unique in the run
 */
public record TaskRun(String runName, String runId, String taskName) {

  /** Label with the run's name. */
  public static final String RUN_LABEL = "visual-similarity-run";

  /** Label with the run's id, which no other run has. */
  public static final String RUN_ID_LABEL = "visual-similarity-run-id";

  /** Label with the task's name. */
  public static final String TASK_LABEL = "visual-similarity-task";

  /** The labels that say which task made a resource; none by hand. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put(RUN_LABEL, Labels.value(runName.isEmpty() ? runId : runName));
    labels.put(RUN_ID_LABEL, Labels.value(runId));
    labels.put(TASK_LABEL, Labels.value(taskName));
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /**
   * What an attempt of this task to do {@code request} has in common with every other one and with
   * nothing else; nothing by hand, where asking again means wanting it again.
   */
  Optional<String> key(String request) {
    return id().map(run -> Digest.of(run, taskName, request));
  }

  private Optional<String> id() {
    return Optional.of(runId.isEmpty() ? runName : runId).filter(id -> !id.isEmpty());
  }
}
