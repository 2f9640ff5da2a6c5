package dev.visualsimilarity.pipeline.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every reference of pipeline.yaml leads somewhere, has the right type and comes from a task that
 * runs before.
 */
class PipelineYamlTest {

  private static final String CHANNEL = "pipelinechannel--";
  private static final Pattern EMBEDDED =
      Pattern.compile("\\{\\{\\$\\.inputs\\.parameters\\['([^']+)'\\]\\}\\}");

  private YamlMap pipeline;

  @BeforeEach
  void read() throws IOException {
    pipeline = YamlMap.read(Path.of("pipeline.yaml"));
  }

  @Test
  void isOneDocumentThatBothBackEndsTake() {
    assertThat(pipeline.text("schemaVersion")).contains("2.1.0");
    assertThat(pipeline.text("pipelineInfo", "name").orElseThrow())
        .matches("[a-z0-9][a-z0-9-]{0,127}");
    assertThat(pipeline.map("components").keys())
        .as("a pipeline must not be named like one of its components")
        .doesNotContain("comp-" + pipeline.text("pipelineInfo", "name").orElseThrow());
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
    Set<String> used = new TreeSet<>();
    YamlMap tasks = pipeline.map("root", "dag", "tasks");
    for (String task : tasks.keys()) {
      YamlMap inputs = tasks.map(task, "inputs", "parameters");
      inputs
          .keys()
          .forEach(input -> inputs.text(input, "componentInputParameter").ifPresent(used::add));
    }
    assertThat(pipeline.map("root", "inputDefinitions", "parameters").keys()).isEqualTo(used);
  }

  @Test
  void everyReferenceOfATaskLeadsToAValueOfItsType() {
    check(pipeline.map("root"));
    for (String name : pipeline.map("components").keys()) {
      check(pipeline.map("components", name));
    }
  }

  @Test
  void everyOutputComesFromATaskThatHasIt() {
    for (String kind : Set.of("parameters", "artifacts")) {
      YamlMap outputs = pipeline.map("root", "dag", "outputs", kind);
      YamlMap declared = pipeline.map("root", "outputDefinitions", kind);
      assertThat(outputs.keys()).isEqualTo(declared.keys());
      for (String output : outputs.keys()) {
        YamlMap from =
            kind.equals("parameters")
                ? outputs.map(output, "valueFromParameter")
                : new YamlMap(
                    (Map<?, ?>)
                        ((List<?>) outputs.map(output).values().get("artifactSelectors")).get(0));
        String key = kind.equals("parameters") ? "outputParameterKey" : "outputArtifactKey";
        YamlMap producer =
            componentOf(pipeline.map("root"), from.text("producerSubtask").orElseThrow());
        YamlMap produced = producer.map("outputDefinitions", kind, from.text(key).orElseThrow());
        assertThat(produced.values()).as(output).isNotEmpty();
        for (String type : Set.of("parameterType", "artifactType")) {
          assertThat(declared.text(output, type)).as(output).isEqualTo(produced.text(type));
        }
      }
    }
  }

  @Test
  void nothingIsTakenFromTheCacheForEveryTaskReadsWhatItsInputsOnlyName() {
    YamlMap components = pipeline.map("components");
    List<YamlMap> graphs = new ArrayList<>(List.of(pipeline.map("root")));
    components.keys().forEach(name -> graphs.add(components.map(name)));
    int containers = 0;
    for (YamlMap graph : graphs) {
      YamlMap tasks = graph.map("dag", "tasks");
      for (String task : tasks.keys()) {
        if (componentOf(graph, task).has("executorLabel")) {
          containers++;
          assertThat(tasks.map(task).has("cachingOptions")).as(task).isTrue();
          assertThat(tasks.map(task, "cachingOptions").values()).as(task).isEmpty();
        }
      }
    }
    assertThat(containers).isEqualTo(7);
  }

  private void check(YamlMap component) {
    YamlMap tasks = component.map("dag", "tasks");
    for (String task : tasks.keys()) {
      YamlMap inputs = tasks.map(task, "inputs", "parameters");
      YamlMap callee = componentOf(component, task);
      for (String input : inputs.keys()) {
        checkInput(component, tasks.map(task), callee, input);
      }
      for (String declared : callee.map("inputDefinitions", "parameters").keys()) {
        boolean filled =
            inputs.has(declared)
                || callee.map("inputDefinitions", "parameters", declared).has("defaultValue")
                || tasks
                    .text(task, "parameterIterator", "itemInput")
                    .filter(declared::equals)
                    .isPresent();
        assertThat(filled).as("%s.%s", task, declared).isTrue();
      }
    }
  }

  private void checkInput(YamlMap component, YamlMap task, YamlMap callee, String input) {
    YamlMap source = task.map("inputs", "parameters", input);
    Optional<String> type = callee.text("inputDefinitions", "parameters", input, "parameterType");
    assertThat(type.isPresent() || input.startsWith(CHANNEL)).as("declared: %s", input).isTrue();
    source
        .text("componentInputParameter")
        .ifPresent(
            name -> {
              Optional<String> given =
                  component.text("inputDefinitions", "parameters", name, "parameterType");
              assertThat(given).as(name).isPresent();
              type.ifPresent(wanted -> assertThat(given).as(input).contains(wanted));
            });
    source
        .text("taskOutputParameter", "producerTask")
        .ifPresent(
            producer -> {
              assertThat(task.texts("dependentTasks")).as("orders %s", input).contains(producer);
              String key = source.text("taskOutputParameter", "outputParameterKey").orElseThrow();
              Optional<String> given =
                  componentOf(component, producer)
                      .text("outputDefinitions", "parameters", key, "parameterType");
              assertThat(given).as(input).isPresent();
              type.ifPresent(wanted -> assertThat(given).as(input).contains(wanted));
            });
    Matcher embedded = EMBEDDED.matcher(source.text("runtimeValue", "constant").orElse(""));
    while (embedded.find()) {
      assertThat(task.map("inputs", "parameters").keys()).as(input).contains(embedded.group(1));
    }
  }

  private YamlMap componentOf(YamlMap component, String task) {
    String name = component.text("dag", "tasks", task, "componentRef", "name").orElseThrow();
    YamlMap found = pipeline.map("components", name);
    assertThat(found.values()).as(name).isNotEmpty();
    return found;
  }
}
