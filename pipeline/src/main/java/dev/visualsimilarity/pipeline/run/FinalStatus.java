package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonObject;
import dev.visualsimilarity.pipeline.placeholder.Job;
import java.util.List;

/**
 * How a task ended, as the task of an exit handler is told: the message PipelineTaskFinalStatus.
 */
final class FinalStatus {

  /** FAILED_PRECONDITION of google.rpc.Code. */
  private static final int CODE = 9;

  private FinalStatus() {}

  /**
   * The message as JSON.
   *
   * @param failed the tasks in it that failed, itself among them
   */
  static JsonObject json(Job job, String task, TaskState state, List<String> failed) {
    JsonObject status = new JsonObject();
    status.addProperty("state", state.name());
    if (state != TaskState.SUCCEEDED) {
      JsonObject error = new JsonObject();
      error.addProperty("code", CODE);
      error.addProperty("message", "tasks that failed: " + String.join(", ", failed));
      status.add("error", error);
    }
    status.addProperty("pipelineJobResourceName", job.resourceName());
    status.addProperty("pipelineTaskName", task);
    return status;
  }
}
