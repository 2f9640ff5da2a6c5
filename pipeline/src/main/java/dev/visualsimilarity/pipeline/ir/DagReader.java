package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonArray;
import dev.visualsimilarity.pipeline.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the graph of a component: its tasks and where its outputs come from. */
final class DagReader {

  private static final Set<String> TASK_FIELDS =
      Set.of(
          "taskInfo",
          "componentRef",
          "inputs",
          "dependentTasks",
          "cachingOptions",
          "retryPolicy",
          "parameterIterator",
          "iteratorPolicy");

  private DagReader() {}

  static Dag read(Node dag) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    dag.field("tasks").fields().forEach((name, node) -> tasks.put(name, task(name, node)));
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
              parameters.put(name, output(selector, "producerSubtask", "outputParameterKey"));
            });
    Map<String, List<TaskOutput>> artifacts = new LinkedHashMap<>();
    outputs
        .field("artifacts")
        .fields()
        .forEach(
            (name, node) -> {
              List<TaskOutput> selected = new ArrayList<>();
              for (Node selector : node.field("artifactSelectors").items()) {
                selected.add(output(selector, "producerSubtask", "outputArtifactKey"));
              }
              artifacts.put(name, List.copyOf(selected));
            });
    return new Dag(tasks, parameters, artifacts);
  }

  private static Task task(String name, Node node) {
    node.only("task " + name, TASK_FIELDS);
    Node inputs = node.field("inputs");
    inputs.only("task " + name, Set.of("parameters", "artifacts"));
    Map<String, Source> parameters = new LinkedHashMap<>();
    inputs
        .field("parameters")
        .fields()
        .forEach((input, source) -> parameters.put(input, parameterSource(name, source)));
    Map<String, Source> artifacts = new LinkedHashMap<>();
    inputs
        .field("artifacts")
        .fields()
        .forEach((input, source) -> artifacts.put(input, artifactSource(name, source)));
    return new Task(
        name,
        node.field("componentRef").field("name").text(),
        parameters,
        artifacts,
        new LinkedHashSet<>(node.field("dependentTasks").texts()),
        node.find("parameterIterator").map(iterator -> loop(name, node, iterator)));
  }

  private static Source parameterSource(String task, Node node) {
    node.only(
        "task " + task, Set.of("runtimeValue", "componentInputParameter", "taskOutputParameter"));
    Optional<Node> constant = node.find("runtimeValue");
    if (constant.isPresent()) {
      Node value = constant.get().field("constant");
      if (!value.exists()) {
        throw value.error("is missing");
      }
      return new Source.Constant(value.value());
    }
    Optional<Node> output = node.find("taskOutputParameter");
    if (output.isPresent()) {
      return output(output.get(), "producerTask", "outputParameterKey");
    }
    return new Source.ComponentInput(node.field("componentInputParameter").text());
  }

  private static Source artifactSource(String task, Node node) {
    node.only("task " + task, Set.of("componentInputArtifact", "taskOutputArtifact"));
    Optional<Node> output = node.find("taskOutputArtifact");
    if (output.isPresent()) {
      return output(output.get(), "producerTask", "outputArtifactKey");
    }
    return new Source.ComponentInput(node.field("componentInputArtifact").text());
  }

  private static TaskOutput output(Node node, String task, String output) {
    return new TaskOutput(node.field(task).text(), node.field(output).text());
  }

  private static Loop loop(String name, Node task, Node iterator) {
    Node items = iterator.field("items");
    items.only("task " + name, Set.of("inputParameter", "raw"));
    Optional<Node> raw = items.find("raw");
    Loop.Items list =
        raw.isPresent()
            ? new Loop.Raw(rawItems(raw.get()))
            : new Loop.Input(items.field("inputParameter").text());
    Node limit = task.field("iteratorPolicy").field("parallelismLimit");
    int parallelism = limit.exists() ? limit.value().getAsInt() : 0;
    return new Loop(
        iterator.field("itemInput").text(),
        list,
        parallelism > 0 ? OptionalInt.of(parallelism) : OptionalInt.empty());
  }

  private static JsonArray rawItems(Node raw) {
    try {
      return StrictJson.parse(raw.text()).getAsJsonArray();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw raw.error("is not a JSON array: " + raw.text());
    }
  }
}
