package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.Artifact;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job came to, as the details of its tasks tell.
 *
 * @param outputs the parameters of the pipeline, by name
 * @param reports URIs of the pages of HTML that its tasks wrote
 */
public record RunResults(Map<String, Value> outputs, List<String> reports) {

  private static final String OUTPUT = "output:";
  private static final String HTML = "system.HTML";

  /** Those of a job; what is not there yet is left out. */
  public static RunResults of(PipelineJob job) {
    Map<String, Value> outputs = new TreeMap<>();
    for (PipelineTaskDetail task : job.getJobDetail().getTaskDetailsList()) {
      if (TaskTree.isJob(job, task)) {
        task.getExecution()
            .getMetadata()
            .getFieldsMap()
            .forEach((name, value) -> put(outputs, name, value));
      }
    }
    List<String> reports =
        job.getJobDetail().getTaskDetailsList().stream()
            .filter(task -> task.getState() == State.SUCCEEDED)
            .flatMap(task -> task.getOutputsMap().values().stream())
            .flatMap(list -> list.getArtifactsList().stream())
            .filter(artifact -> artifact.getSchemaTitle().equals(HTML))
            .map(Artifact::getUri)
            // A graph hands on what a task in it made.
            .distinct()
            .toList();
    return new RunResults(outputs, reports);
  }

  private static void put(Map<String, Value> outputs, String name, Value value) {
    if (name.startsWith(OUTPUT)) {
      outputs.put(name.substring(OUTPUT.length()), value);
    }
  }
}
