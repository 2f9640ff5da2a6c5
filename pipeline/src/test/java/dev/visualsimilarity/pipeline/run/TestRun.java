package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;

/** Runs small pipelines as processes in a folder and keeps what they report. */
final class TestRun {

  private static final Job JOB = new Job("test-1", "id-1", Instant.parse("2026-11-23T10:00:00Z"));

  private final Path folder;
  private final TaskRunner runner;
  private final List<TaskEvent> events = new CopyOnWriteArrayList<>();
  private FailurePolicy policy = FailurePolicy.SLOW;

  TestRun(Path folder) {
    this(folder, new ProcessTaskRunner(folder, folder));
  }

  TestRun(Path folder, TaskRunner runner) {
    this.folder = folder;
    this.runner = runner;
  }

  /** The same, which begins nothing new after a failure. */
  TestRun failingFast() {
    policy = FailurePolicy.FAST;
    return this;
  }

  Optional<Values> run(String root) {
    return run(root, Map.of());
  }

  Optional<Values> run(String root, Map<String, JsonElement> inputs) {
    return run(root, "", inputs);
  }

  Optional<Values> run(String root, String components, Map<String, JsonElement> inputs) {
    return execute(pipelineRun(root, components), inputs);
  }

  Optional<Values> run(
      String root, String components, String executors, Map<String, JsonElement> inputs) {
    return execute(pipelineRun(root, components, executors), inputs);
  }

  PipelineRun pipelineRun(String root, String components) {
    return pipelineRun(root, components, events::add);
  }

  PipelineRun pipelineRun(String root, String components, String executors) {
    return pipelineRun(TestPipelines.read(folder, root, components, executors), events::add);
  }

  PipelineRun pipelineRun(String root, String components, Consumer<TaskEvent> hears) {
    return pipelineRun(TestPipelines.read(folder, root, components), hears);
  }

  private PipelineRun pipelineRun(PipelineSpec spec, Consumer<TaskEvent> hears) {
    return new PipelineRun(
        spec,
        JOB,
        runner,
        folder.resolve("tasks"),
        RunLimits.ofParallelism(4),
        policy,
        hears::accept);
  }

  static Optional<Values> execute(PipelineRun run, Map<String, JsonElement> inputs) {
    try {
      return run.execute(Values.ofParameters(inputs));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(TaskEvent event) {
    events.add(event);
  }

  List<TaskEvent> events() {
    return new ArrayList<>(events);
  }

  /** The tasks that ended, in that order, and how. */
  List<Tuple> finished() {
    return events.stream()
        .filter(event -> event.state().compareTo(TaskState.RUNNING) > 0)
        .map(event -> tuple(event.task(), event.state()))
        .toList();
  }

  /** Why a task failed. */
  List<String> details(String task) {
    return events.stream()
        .filter(event -> event.task().equals(task) && event.state() == TaskState.FAILED)
        .findFirst()
        .orElseThrow()
        .details();
  }
}
