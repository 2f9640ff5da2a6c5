package dev.visualsimilarity.pipeline.ir;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node of a graph.
 *
 * @param name its key in the graph
 * @param component key of the component it runs
 * @param parameters sources of input parameters, by input
 * @param artifacts sources of input artifacts, by input
 * @param dependentTasks the tasks that must have ended before, with success unless the trigger says
 *     otherwise
 * @param loop for a task that runs once an item
 * @param trigger whether it runs then
 * @param retryPolicy for a program that fails
 */
public record Task(
    String name,
    String component,
    Map<String, Source> parameters,
    Map<String, Source> artifacts,
    Set<String> dependentTasks,
    Optional<Loop> loop,
    Trigger trigger,
    RetryPolicy retryPolicy) {

  public Task {
    parameters = Ordered.copyOf(parameters);
    artifacts = Ordered.copyOf(artifacts);
    dependentTasks = Set.copyOf(dependentTasks);
  }
}
