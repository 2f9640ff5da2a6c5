package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.ArtifactList;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.run.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tasks are given and have made, as their details show it. */
final class TaskValues {

  private TaskValues() {}

  /**
   * Adds parameters to the {@code execution.metadata} of a task.
   *
   * @param prefix of their names
   */
  static void putParameters(PipelineTaskDetail.Builder task, String prefix, Values values) {
    values
        .parameters()
        .forEach(
            (name, value) ->
                task.getExecutionBuilder()
                    .getMetadataBuilder()
                    .putFields(prefix + name, Structs.value(value)));
  }

  /** Artifacts by the names of inputs or outputs. */
  static Map<String, ArtifactList> artifacts(Values values) {
    Map<String, ArtifactList> lists = new LinkedHashMap<>();
    values
        .artifacts()
        .forEach(
            (name, artifacts) -> {
              ArtifactList.Builder list = ArtifactList.newBuilder();
              artifacts.forEach(artifact -> list.addArtifacts(artifact(artifact)));
              lists.put(name, list.build());
            });
    return lists;
  }

  private static com.google.cloud.aiplatform.v1.Artifact artifact(Artifact artifact) {
    return com.google.cloud.aiplatform.v1.Artifact.newBuilder()
        .setDisplayName(artifact.name())
        .setUri(artifact.uri())
        .setSchemaTitle(artifact.definition().schemaTitle())
        .setSchemaVersion(artifact.definition().schemaVersion())
        .setMetadata(Structs.struct(artifact.metadata()))
        .setState(com.google.cloud.aiplatform.v1.Artifact.State.LIVE)
        .build();
  }
}
