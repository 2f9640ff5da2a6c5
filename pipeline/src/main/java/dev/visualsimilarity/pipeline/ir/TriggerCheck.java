package dev.visualsimilarity.pipeline.ir;

import dev.visualsimilarity.pipeline.condition.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks when a task runs: its condition, and what makes it the task of an exit handler. Kubeflow
 * Pipelines hangs such a task on what it depends on, once for each, so that must be one graph of
 * tasks: the body.
 */
record TriggerCheck(TaskSources sources, Component component) {

  /** The first thing that is wrong, if any. */
  Optional<String> problem() {
    Task task = sources.task();
    return condition(task)
        .or(() -> task.trigger().afterFailure() ? exitTask(task) : Optional.empty())
        .or(() -> dependents(task))
        .or(() -> status(task))
        .or(() -> retries(task));
  }

  private Optional<String> condition(Task task) {
    if (task.trigger().condition().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Kind> kinds = new HashMap<>();
    component.inputParameters().forEach((name, input) -> kinds.put(name, kind(input.type())));
    task.parameters()
        .forEach(
            (name, source) ->
                sources.type(source).ifPresent(type -> kinds.putIfAbsent(name, kind(type))));
    kinds.keySet().removeIf(name -> !hasValue(task, name));
    try {
      task.trigger().condition().get().check(kinds);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "has a condition that %s: %s"
              .formatted(e.getMessage(), task.trigger().condition().get()));
    }
  }

  private boolean hasValue(Task task, String input) {
    InputParameter declared = component.inputParameters().get(input);
    return task.parameters().containsKey(input)
        || (declared != null && declared.defaultValue().isPresent());
  }

  private Optional<String> exitTask(Task task) {
    if (task.dependentTasks().size() != 1) {
      return Optional.of(
          "runs after failures too (ALL_UPSTREAM_TASKS_COMPLETED) and depends on %d tasks; it must depend on one, which is a graph"
              .formatted(task.dependentTasks().size()));
    }
    String body = task.dependentTasks().iterator().next();
    boolean isGraph =
        sources.component(body).filter(c -> c.implementation() instanceof Dag).isPresent()
            && sources.dag().tasks().get(body).loop().isEmpty();
    if (!isGraph) {
      return Optional.of(
          "runs after failures too (ALL_UPSTREAM_TASKS_COMPLETED) and depends on %s, which is not a graph"
              .formatted(body));
    }
    for (Map.Entry<String, Source> input : task.parameters().entrySet()) {
      InputParameter declared = component.inputParameters().get(input.getKey());
      if (input.getValue() instanceof TaskOutput && (declared == null || declared.required())) {
        return Optional.of(
            "takes %s from a task that may have failed, and has no default for it"
                .formatted(input.getKey()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> dependents(Task task) {
    return task.dependentTasks().stream()
        .filter(name -> sources.dag().tasks().get(name).trigger().afterFailure())
        .findFirst()
        .map(
            name ->
                "depends on %s, the task of an exit handler, on which nothing can depend"
                    .formatted(name));
  }

  private static Optional<String> status(Task task) {
    return task.parameters().entrySet().stream()
        .filter(
            input ->
                input.getValue() instanceof Source.FinalStatus && !task.trigger().afterFailure())
        .findFirst()
        .map(
            input ->
                "takes %s from a taskFinalStatus, but its triggerPolicy has no strategy ALL_UPSTREAM_TASKS_COMPLETED"
                    .formatted(input.getKey()));
  }

  private Optional<String> retries(Task task) {
    RetryPolicy policy = task.retryPolicy();
    if (policy.equals(RetryPolicy.NEVER)) {
      return Optional.empty();
    }
    if (component.implementation() instanceof Dag) {
      return Optional.of(
          "has a retryPolicy, but %s is a graph; only containers are tried again"
              .formatted(component.name()));
    }
    boolean valid =
        policy.maxRetryCount() >= 0
            && policy.backoffFactor() >= 1
            && policy.backoffMaxDuration().compareTo(RetryPolicy.DEFAULT_MAX_DURATION) <= 0;
    return valid
        ? Optional.empty()
        : Optional.of(
            "has a retryPolicy with maxRetryCount %d, backoffFactor %s, backoffMaxDuration %ss; allowed are 0 or more, 1 or more, at most 3600s"
                .formatted(
                    policy.maxRetryCount(),
                    policy.backoffFactor(),
                    policy.backoffMaxDuration().toSeconds()));
  }

  private static Kind kind(ParameterType type) {
    return switch (type) {
      case STRING -> Kind.TEXT;
      case NUMBER_INTEGER, NUMBER_DOUBLE -> Kind.NUMBER;
      case BOOLEAN -> Kind.FLAG;
      case LIST, STRUCT, TASK_FINAL_STATUS -> Kind.OTHER;
    };
  }
}
