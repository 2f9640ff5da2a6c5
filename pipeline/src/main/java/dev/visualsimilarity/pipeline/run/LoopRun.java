package dev.visualsimilarity.pipeline.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Loop;
import dev.visualsimilarity.pipeline.ir.Task;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries out a task with a parameterIterator: its component once an item, several at a time. The
 * outputs are collected in the order of the items: parameters as lists, artifacts as one list. When
 * an iteration fails, or the run begins nothing new, those under way end, and no other is begun:
 * without all of them there is nothing to collect.
 */
final class LoopRun {

  private final RunContext context;
  private final Task task;
  private final Loop loop;
  private final Component component;
  private final Values given;
  private final Scope scope;
  private final AtomicInteger failures = new AtomicInteger();

  LoopRun(RunContext context, Task task, Component component, Values given, Scope scope) {
    this.context = context;
    this.task = task;
    this.loop = task.loop().orElseThrow();
    this.component = component;
    this.given = given;
    this.scope = scope;
  }

  /** The collected outputs; empty if an iteration did not succeed. */
  Optional<Values> run() throws InterruptedException {
    JsonArray items = items();
    context.listener().begun(scope.path(task.name()), given);
    for (int i = 0; i < items.size(); i++) {
      Scope iteration = iteration(i, items.size());
      context.announce(component, task.name(), iteration, iteration);
    }
    List<Values> results = results(start(items));
    if (results.size() < items.size()) {
      if (context.cancelled()) {
        return Optional.empty();
      }
      int others = items.size() - failures.get() - results.size();
      throw UserException.failed(
          "task %s: %d of %d iterations failed, %d succeeded%s"
              .formatted(
                  scope.label(task.name()),
                  failures.get(),
                  items.size(),
                  results.size(),
                  others > 0 ? ", %d not run".formatted(others) : ""));
    }
    return Optional.of(collect(results));
  }

  private List<Future<Optional<Values>>> start(JsonArray items) throws InterruptedException {
    int limit =
        Math.min(loop.parallelismLimit().orElse(Integer.MAX_VALUE), context.limits().parallelism());
    Semaphore places = new Semaphore(limit);
    List<Future<Optional<Values>>> started = new ArrayList<>();
    for (int i = 0; i < items.size() && goesOn(); i++) {
      Scope iteration = iteration(i, items.size());
      JsonElement item = items.get(i);
      places.acquire();
      if (!goesOn()) {
        break;
      }
      started.add(
          context
              .threads()
              .submit(
                  () -> {
                    try {
                      return iterate(item, iteration);
                    } finally {
                      places.release();
                    }
                  }));
    }
    return started;
  }

  private boolean goesOn() {
    return failures.get() == 0 && context.starts();
  }

  private Optional<Values> iterate(JsonElement item, Scope iteration) throws InterruptedException {
    Map<String, JsonElement> parameters = new HashMap<>(given.parameters());
    parameters.put(loop.itemInput(), item);
    Values inputs = new Values(parameters, given.artifacts());
    TaskState end = TaskState.FAILED;
    Values outputs = Values.ofParameters(Map.of());
    try {
      Optional<Values> result =
          DagRun.component(context, component, inputs, task, iteration, iteration);
      if (result.isPresent()) {
        end = TaskState.SUCCEEDED;
        outputs = result.get();
      } else {
        end = context.endWithoutSuccess();
      }
      return result;
    } catch (UserException e) {
      context.listener().failed(iteration.path(), e.getMessage());
      throw e;
    } catch (InterruptedException e) {
      end = TaskState.CANCELLED;
      throw e;
    } finally {
      if (end != TaskState.SUCCEEDED) {
        failures.incrementAndGet();
      }
      context.listener().ended(iteration.path(), end, outputs);
    }
  }

  private static List<Values> results(List<Future<Optional<Values>>> started)
      throws InterruptedException {
    List<Values> results = new ArrayList<>();
    RuntimeException error = null;
    for (Future<Optional<Values>> iteration : started) {
      try {
        iteration.get().ifPresent(results::add);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          error = cause;
        } else if (e.getCause() instanceof Error cause) {
          error = new IllegalStateException(cause);
        }
      }
    }
    if (error != null) {
      throw error;
    }
    return results;
  }

  private JsonArray items() {
    if (loop.items() instanceof Loop.Raw raw) {
      return raw.items();
    }
    String name = ((Loop.Input) loop.items()).name();
    JsonElement items = given.parameters().get(name);
    if (items == null || !items.isJsonArray()) {
      throw UserException.failed(
          "task %s: it loops over its input %s, which is %s, not a list"
              .formatted(scope.label(task.name()), name, items == null ? "absent" : items));
    }
    return items.getAsJsonArray();
  }

  private Scope iteration(int index, int count) {
    return scope.iteration(task.name(), index + 1, count);
  }

  private Values collect(List<Values> results) {
    Map<String, JsonElement> parameters = new HashMap<>();
    for (String name : component.outputParameters().keySet()) {
      JsonArray values = new JsonArray();
      results.stream()
          .map(result -> result.parameters().get(name))
          .filter(Objects::nonNull)
          .forEach(values::add);
      parameters.put(name, values);
    }
    Map<String, List<Artifact>> artifacts = new HashMap<>();
    for (String name : component.outputArtifacts().keySet()) {
      List<Artifact> all = new ArrayList<>();
      results.forEach(result -> all.addAll(result.artifacts().getOrDefault(name, List.of())));
      artifacts.put(name, List.copyOf(all));
    }
    return new Values(parameters, artifacts);
  }
}
