package dev.visualsimilarity.pipeline.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the project's own pipeline promises beyond the rules that every pipeline keeps. */
class PipelineYamlTest {

  private static final String BODY = "comp-visual-search";

  private YamlMap pipeline;

  @BeforeEach
  void read() throws IOException {
    pipeline = YamlMap.read(Path.of("pipeline.yaml"));
  }

  @Test
  void everyParameterButTheWorkUriHasADefaultAndADescription() {
    YamlMap inputs = pipeline.map("root", "inputDefinitions", "parameters");
    assertThat(inputs.map("work_uri").keys())
        .as("a default would be shared by runs, or lie in a container")
        .containsExactly("description", "parameterType");
    for (String input : inputs.keys()) {
      if (input.equals("work_uri")) {
        continue;
      }
      assertThat(inputs.map(input).keys())
          .as(input)
          .contains("defaultValue", "description", "isOptional", "parameterType");
    }
  }

  @Test
  void everyParameterReachesATask() {
    assertThat(used(pipeline.map("root")))
        .isEqualTo(pipeline.map("root", "inputDefinitions", "parameters").keys());
    YamlMap body = pipeline.map("components", BODY);
    assertThat(used(body)).isEqualTo(body.map("inputDefinitions", "parameters").keys());
  }

  @Test
  void nothingIsTakenFromTheCacheForEveryTaskReadsWhatItsInputsOnlyName() {
    Map<String, YamlMap> tasks = containerTasks();
    assertThat(tasks).hasSize(9);
    tasks.forEach(
        (name, task) -> {
          assertThat(task.has("cachingOptions")).as(name).isTrue();
          assertThat(task.map("cachingOptions").values()).as(name).isEmpty();
        });
  }

  @Test
  void everyProgramIsTriedAgain() {
    containerTasks()
        .forEach(
            (name, task) -> {
              assertThat(task.text("retryPolicy", "maxRetryCount")).as(name).contains("2");
              assertThat(task.text("retryPolicy", "backoffDuration")).as(name).contains("30s");
            });
  }

  @Test
  void whatAFailedRunCreatedIsCleanedUpOnlyWhereAskedFor() {
    YamlMap cleanUp = pipeline.map("root", "dag", "tasks", "clean-up");
    assertThat(cleanUp.text("triggerPolicy", "strategy")).contains("ALL_UPSTREAM_TASKS_COMPLETED");
    assertThat(cleanUp.text("inputs", "parameters", "status", "taskFinalStatus", "producerTask"))
        .contains("visual-search");
    assertThat(cleanUp.text("inputs", "parameters", "enabled", "componentInputParameter"))
        .contains("clean_up_on_failure");
    assertThat(
            pipeline.text(
                "root", "inputDefinitions", "parameters", "clean_up_on_failure", "defaultValue"))
        .contains("false");
  }

  /** The inputs of a graph that its tasks take. */
  private static Set<String> used(YamlMap graph) {
    Set<String> used = new TreeSet<>();
    YamlMap tasks = graph.map("dag", "tasks");
    for (String task : tasks.keys()) {
      YamlMap inputs = tasks.map(task, "inputs", "parameters");
      inputs
          .keys()
          .forEach(input -> inputs.text(input, "componentInputParameter").ifPresent(used::add));
    }
    return used;
  }

  private Map<String, YamlMap> containerTasks() {
    Map<String, YamlMap> found = new TreeMap<>();
    YamlMap components = pipeline.map("components");
    List<YamlMap> graphs = new ArrayList<>(List.of(pipeline.map("root")));
    components.keys().forEach(name -> graphs.add(components.map(name)));
    for (YamlMap graph : graphs) {
      YamlMap tasks = graph.map("dag", "tasks");
      for (String task : tasks.keys()) {
        String component = tasks.text(task, "componentRef", "name").orElseThrow();
        if (components.map(component).has("executorLabel")) {
          found.put(task, tasks.map(task));
        }
      }
    }
    return found;
  }
}
