package dev.visualsimilarity.pipeline.ir;

import java.util.List;
import java.util.Map;

/**
 * A graph of tasks.
 *
 * @param tasks by name, in the order of the file
 * @param parameterOutputs where each output parameter comes from
 * @param artifactOutputs where the artifacts of each output come from
 */
public record Dag(
    Map<String, Task> tasks,
    Map<String, TaskOutput> parameterOutputs,
    Map<String, List<TaskOutput>> artifactOutputs)
    implements Component.Implementation {

  public Dag {
    tasks = Ordered.copyOf(tasks);
    parameterOutputs = Ordered.copyOf(parameterOutputs);
    artifactOutputs = Ordered.copyOf(artifactOutputs);
  }
}
