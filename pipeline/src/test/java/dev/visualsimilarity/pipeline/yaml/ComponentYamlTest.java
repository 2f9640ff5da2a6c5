package dev.visualsimilarity.pipeline.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each component.yaml loads as a container component, and pipeline.yaml has the same component in
 * it.
 */
class ComponentYamlTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern INPUT =
      Pattern.compile("\\{\\{\\$\\.inputs\\.parameters\\['([a-z][a-z0-9_]*)'\\]\\}\\}");

  /** Folders without a POM may be left over: targets of a component that is no more. */
  static List<String> components() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve("components"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("components")
  void standsInThePipelineAsItStandsAlone(String name) throws IOException {
    YamlMap alone = component(name);
    YamlMap pipeline = YamlMap.read(ROOT.resolve("pipeline/pipeline.yaml"));
    assertThat(pipeline.map("components", "comp-" + name))
        .isEqualTo(alone.map("components", "comp-" + name));
    assertThat(pipeline.map("deploymentSpec", "executors", "exec-" + name))
        .isEqualTo(alone.map("deploymentSpec", "executors", "exec-" + name));
  }

  @Test
  void everyComponentOfTheProjectIsInThePipeline() throws IOException {
    Set<String> folders = new TreeSet<>();
    components().forEach(folder -> folders.add("exec-" + folder));
    assertThat(folders).hasSize(7);
    YamlMap pipeline = YamlMap.read(ROOT.resolve("pipeline/pipeline.yaml"));
    assertThat(pipeline.map("deploymentSpec", "executors").keys()).isEqualTo(folders);
  }

  @ParameterizedTest
  @MethodSource("components")
  void loadsAsAContainerComponent(String name) throws IOException {
    YamlMap yaml = component(name);
    // The SDK takes a file for a container component when these three names agree.
    assertThat(yaml.text("pipelineInfo", "name")).contains(name);
    assertThat(yaml.map("components").keys()).containsExactly("comp-" + name);
    assertThat(yaml.map("deploymentSpec", "executors").keys()).containsExactly("exec-" + name);
    assertThat(yaml.text("components", "comp-" + name, "executorLabel")).contains("exec-" + name);
    assertThat(yaml.text("schemaVersion")).contains("2.1.0");
    assertThat(yaml.has("platforms")).isFalse();
    YamlMap root = yaml.map("root");
    YamlMap component = yaml.map("components", "comp-" + name);
    assertThat(root.map("inputDefinitions")).isEqualTo(component.map("inputDefinitions"));
    assertThat(root.map("outputDefinitions")).isEqualTo(component.map("outputDefinitions"));
    assertThat(root.map("dag", "tasks", name, "inputs", "parameters").keys())
        .isEqualTo(component.map("inputDefinitions", "parameters").keys());
    // The SDK shows what stands on the third line.
    List<String> lines = Files.readAllLines(ROOT.resolve("components/" + name + "/component.yaml"));
    assertThat(lines.get(2))
        .isEqualTo("# Description: " + yaml.text("pipelineInfo", "description").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("components")
  void passesEveryInputByItsFlagWithPortablePlaceholdersOnly(String name) throws IOException {
    YamlMap yaml = component(name);
    YamlMap container = yaml.map("deploymentSpec", "executors", "exec-" + name, "container");
    List<String> command = container.texts("command");
    assertThat(command)
        .startsWith("java", "@/app/jvm-flags", "-cp", "@/app/jib-classpath-file")
        .noneMatch(word -> word.contains("{{"));
    // Then flags of its own, if any, and the main class.
    assertThat(command.subList(4, command.size() - 1)).allMatch(word -> word.startsWith("-XX:"));
    assertThat(command.get(command.size() - 1)).startsWith("dev.visualsimilarity.");
    assertThat(container.has("env")).as("env breaks the SDK").isFalse();
    List<String> args = container.texts("args");
    Set<String> passed = new TreeSet<>();
    for (int i = 0; i < args.size(); i += 2) {
      Matcher placeholder = INPUT.matcher(args.get(i + 1));
      if (args.get(i).equals("--executor-input")) {
        assertThat(args.get(i + 1)).isEqualTo("{{$}}");
        continue;
      }
      assertThat(placeholder.matches()).as(args.get(i + 1)).isTrue();
      assertThat(args.get(i)).isEqualTo("--" + placeholder.group(1).replace('_', '-'));
      passed.add(placeholder.group(1));
    }
    assertThat(args).contains("--executor-input");
    assertThat(passed)
        .isEqualTo(yaml.map("components", "comp-" + name, "inputDefinitions", "parameters").keys());
  }

  @ParameterizedTest
  @MethodSource("components")
  void describesEveryInputAndOutputAndMakesOptionalWhatHasADefault(String name) throws IOException {
    YamlMap component = component(name).map("components", "comp-" + name);
    YamlMap inputs = component.map("inputDefinitions", "parameters");
    for (String input : inputs.keys()) {
      assertThat(inputs.text(input, "description")).as(input).isPresent();
      assertThat(inputs.map(input).has("isOptional"))
          .as(input)
          .isEqualTo(inputs.map(input).has("defaultValue"));
    }
    YamlMap artifacts = component.map("outputDefinitions", "artifacts");
    YamlMap outputs = component.map("outputDefinitions", "parameters");
    for (String artifact : artifacts.keys()) {
      assertThat(artifacts.text(artifact, "artifactType", "schemaVersion"))
          .as(artifact)
          .contains("0.0.1");
      assertThat(outputs.has(artifact)).as("one namespace for callers: %s", artifact).isFalse();
    }
  }

  private static YamlMap component(String name) throws IOException {
    return YamlMap.read(ROOT.resolve("components/" + name + "/component.yaml"));
  }
}
