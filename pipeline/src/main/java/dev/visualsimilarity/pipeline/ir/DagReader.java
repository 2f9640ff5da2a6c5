package dev.visualsimilarity.pipeline.ir;

import dev.visualsimilarity.pipeline.json.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the graph of a component: its tasks and where its outputs come from. */
final class DagReader {

  private DagReader() {}

  static Dag read(Node dag) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    dag.field("tasks")
        .fields()
        .forEach((name, node) -> tasks.put(name, new TaskReader(name, node).read()));
    if (tasks.isEmpty()) {
      throw dag.error("has no tasks");
    }
    Node outputs = dag.field("outputs");
    Map<String, TaskOutput> parameters = new LinkedHashMap<>();
    outputs
        .field("parameters")
        .fields()
        .forEach(
            (name, node) -> {
              node.only("output " + name, Set.of("valueFromParameter"));
              Node selector = node.field("valueFromParameter");
              parameters.put(
                  name, TaskReader.output(selector, "producerSubtask", "outputParameterKey"));
            });
    Map<String, List<TaskOutput>> artifacts = new LinkedHashMap<>();
    outputs
        .field("artifacts")
        .fields()
        .forEach(
            (name, node) -> {
              List<TaskOutput> selected = new ArrayList<>();
              for (Node selector : node.field("artifactSelectors").items()) {
                selected.add(TaskReader.output(selector, "producerSubtask", "outputArtifactKey"));
              }
              artifacts.put(name, List.copyOf(selected));
            });
    return new Dag(tasks, parameters, artifacts);
  }
}
