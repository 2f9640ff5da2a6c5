package dev.visualsimilarity.pipeline.ir;

import com.google.gson.JsonArray;
import dev.visualsimilarity.pipeline.condition.Condition;
import dev.visualsimilarity.pipeline.json.Node;
import dev.visualsimilarity.pipeline.json.StrictJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one task of a graph. */
final class TaskReader {

  private static final Set<String> FIELDS =
      Set.of(
          "taskInfo",
          "componentRef",
          "inputs",
          "dependentTasks",
          "cachingOptions",
          "retryPolicy",
          "triggerPolicy",
          "parameterIterator",
          "iteratorPolicy");

  private static final String AFTER_FAILURE = "ALL_UPSTREAM_TASKS_COMPLETED";

  /** As JSON writes a google.protobuf.Duration. */
  private static final Pattern DURATION = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?s");

  private final String name;
  private final Node node;

  TaskReader(String name, Node node) {
    this.name = name;
    this.node = node;
  }

  Task read() {
    node.only("task " + name, FIELDS);
    Node inputs = node.field("inputs");
    inputs.only("task " + name, Set.of("parameters", "artifacts"));
    Map<String, Source> parameters = new LinkedHashMap<>();
    inputs
        .field("parameters")
        .fields()
        .forEach((input, source) -> parameters.put(input, parameterSource(source)));
    Map<String, Source> artifacts = new LinkedHashMap<>();
    inputs
        .field("artifacts")
        .fields()
        .forEach((input, source) -> artifacts.put(input, artifactSource(source)));
    return new Task(
        name,
        node.field("componentRef").field("name").text(),
        parameters,
        artifacts,
        new LinkedHashSet<>(node.field("dependentTasks").texts()),
        node.find("parameterIterator").map(this::loop),
        trigger(node.field("triggerPolicy")),
        node.find("retryPolicy").map(TaskReader::retryPolicy).orElse(RetryPolicy.NEVER));
  }

  private Source parameterSource(Node source) {
    source.only(
        "task " + name,
        Set.of(
            "runtimeValue", "componentInputParameter", "taskOutputParameter", "taskFinalStatus"));
    Optional<Node> constant = source.find("runtimeValue");
    if (constant.isPresent()) {
      Node value = constant.get().field("constant");
      if (!value.exists()) {
        throw value.error("is missing");
      }
      return new Source.Constant(value.value());
    }
    Optional<Node> output = source.find("taskOutputParameter");
    if (output.isPresent()) {
      return output(output.get(), "producerTask", "outputParameterKey");
    }
    Optional<Node> status = source.find("taskFinalStatus");
    if (status.isPresent()) {
      return new Source.FinalStatus(status.get().field("producerTask").text());
    }
    return new Source.ComponentInput(source.field("componentInputParameter").text());
  }

  private Source artifactSource(Node source) {
    source.only("task " + name, Set.of("componentInputArtifact", "taskOutputArtifact"));
    Optional<Node> output = source.find("taskOutputArtifact");
    if (output.isPresent()) {
      return output(output.get(), "producerTask", "outputArtifactKey");
    }
    return new Source.ComponentInput(source.field("componentInputArtifact").text());
  }

  /** An output of another task, named by two fields. */
  static TaskOutput output(Node node, String task, String output) {
    return new TaskOutput(node.field(task).text(), node.field(output).text());
  }

  private static Trigger trigger(Node policy) {
    Optional<Condition> condition = policy.find("condition").map(TaskReader::condition);
    boolean afterFailure =
        policy.find("strategy").map(Node::text).filter(AFTER_FAILURE::equals).isPresent();
    return new Trigger(condition, afterFailure);
  }

  private static Condition condition(Node node) {
    try {
      return Condition.parse(node.text());
    } catch (IllegalArgumentException e) {
      throw node.error(e.getMessage());
    }
  }

  private static RetryPolicy retryPolicy(Node policy) {
    Node count = policy.field("maxRetryCount");
    Node factor = policy.field("backoffFactor");
    return new RetryPolicy(
        count.exists() ? (int) count.number() : 0,
        duration(policy.field("backoffDuration"), Duration.ZERO),
        factor.exists() ? factor.number() : RetryPolicy.DEFAULT_FACTOR,
        duration(policy.field("backoffMaxDuration"), RetryPolicy.DEFAULT_MAX_DURATION));
  }

  private static Duration duration(Node node, Duration fallback) {
    if (!node.exists()) {
      return fallback;
    }
    String text = node.text();
    if (!DURATION.matcher(text).matches()) {
      throw node.error("is no duration: " + text + "; give seconds, such as 30s");
    }
    BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  private Loop loop(Node iterator) {
    Node items = iterator.field("items");
    items.only("task " + name, Set.of("inputParameter", "raw"));
    Optional<Node> raw = items.find("raw");
    Loop.Items list =
        raw.isPresent()
            ? new Loop.Raw(rawItems(raw.get()))
            : new Loop.Input(items.field("inputParameter").text());
    Node limit = node.field("iteratorPolicy").field("parallelismLimit");
    int parallelism = limit.exists() ? (int) limit.number() : 0;
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
