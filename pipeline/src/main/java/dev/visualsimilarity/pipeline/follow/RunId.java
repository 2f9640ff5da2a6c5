package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.protobuf.Value;
import dev.visualsimilarity.command.Placeholders;
import java.util.Objects;

/**
 * The id that the steps of a run know it by, which the service chooses and a job's name does not
 * tell: folders and labels of what they make bear it.
 */
public final class RunId {

  private static final String INPUT = "input:run_id";

  private RunId() {}

  /** The id of a run; empty if none of its tasks that have begun was given one. */
  public static String of(PipelineJob job) {
    return job.getJobDetail().getTaskDetailsList().stream()
        .map(task -> task.getExecution().getMetadata().getFieldsMap().get(INPUT))
        .filter(Objects::nonNull)
        .map(Value::getStringValue)
        .map(Placeholders::resolved)
        .filter(id -> !id.isEmpty())
        .findFirst()
        .orElse("");
  }
}
