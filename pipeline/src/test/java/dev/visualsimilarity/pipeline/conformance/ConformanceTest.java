package dev.visualsimilarity.pipeline.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own files keep the rules, and whatever breaks one is refused. */
class ConformanceTest {

  private static final Path PIPELINE = Path.of("pipeline.yaml");
  private static final Path COMPONENT = Path.of("../components/query-index/component.yaml");

  @TempDir private Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> components = Files.list(Path.of("../components"))) {
      return Stream.concat(
          Stream.of(PIPELINE),
          components.map(component -> component.resolve("component.yaml")).toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void theFilesOfTheProjectKeepAllRules(Path file) throws IOException {
    Node document = Node.document(file);
    assertThat(Conformance.read(document).name()).isNotEmpty();
    assertThat(Completeness.of(document)).isEmpty();
    List<String> header =
        Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#")).toList();
    assertThat(header).startsWith(Header.of(document).subList(0, 3).toArray(String[]::new));
    assertThat(header).containsExactlyInAnyOrderElementsOf(Header.of(document));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("dev.visualsimilarity.pipeline.conformance.PipelineMistakes#all")
  void refusesAPipelineWithAMistake(String original, String replacement, String message)
      throws IOException {
    refuses(PIPELINE, original, replacement, message);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("componentMistakes")
  void refusesAComponentFileWithAMistake(String original, String replacement, String message)
      throws IOException {
    refuses(COMPONENT, original, replacement, message);
  }

  @Test
  void findsWhatAFileLacks() throws IOException {
    String text =
        Files.readString(PIPELINE)
            .replaceFirst("\n *description: Directory of index data.", "")
            .replaceFirst("\n *cachingOptions: \\{}", "")
            .replaceFirst("\n *retryPolicy:(\n *\\w+: [0-9.s]+){4}", "")
            .replaceFirst("\n *resourceMemoryLimit: 4G", "")
            .replaceFirst("(\n *defaultValue: '')\n *isOptional: true", "$1");
    Path file = Files.writeString(folder.resolve("p.yaml"), text);
    assertThat(Completeness.of(Node.document(file)))
        .containsExactlyInAnyOrder(
            "p.yaml: components.comp-build-index.inputDefinitions.parameters.embeddings_uri has no description",
            "p.yaml: components.comp-build-index.inputDefinitions.parameters.project has one of isOptional and defaultValue; give both or none",
            "p.yaml: components.comp-for-each-shard.dag.tasks.extract-features has no cachingOptions; {} is off",
            "p.yaml: components.comp-for-each-shard.dag.tasks.extract-features has no retryPolicy",
            "p.yaml: deploymentSpec.executors.exec-build-index.container.resources lacks memoryLimit or resourceMemoryLimit; services differ in which they read");
  }

  private void refuses(Path original, String text, String replacement, String message)
      throws IOException {
    String yaml = Files.readString(original);
    assertThat(yaml).contains(text);
    int at = yaml.indexOf(text);
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            yaml.substring(0, at) + replacement + yaml.substring(at + text.length()));
    assertThatThrownBy(() -> Conformance.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).doesNotContain("\n");
              assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
            });
  }

  @Test
  void whatAFunctionReturnsIsCalledAsTheSdkCallsIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sdk.yaml"),
            """
            pipelineInfo: {name: hello-pipeline}
            schemaVersion: 2.1.0
            root: {dag: {tasks: {add: {taskInfo: {name: add}, componentRef: {name: comp-add}}}}}
            components:
              comp-add:
                executorLabel: exec-add
                outputDefinitions: {parameters: {Output: {parameterType: NUMBER_DOUBLE}}}
            deploymentSpec:
              executors:
                exec-add:
                  container:
                    image: python:3.11
                    command: [sh, -c, 'python3 -m kfp.dsl.executor_main "$@"']
                    args: [--executor_input, '{{$}}', --function_to_execute, add]
            """);
    assertThatCode(() -> Conformance.read(file)).doesNotThrowAnyException();
  }

  static Stream<Object[]> componentMistakes() {
    return Stream.of(
        PipelineMistakes.mistake(
            "        args:",
            "        env: [{name: A, value: b}]\n        args:",
            "exec-query-index.container.env breaks the SDK when the component is used"),
        PipelineMistakes.mistake(
            "          description: Neighbors a query.",
            "          description: Neighbors.",
            "root.inputDefinitions differs from that of comp-query-index"),
        PipelineMistakes.mistake(
            "executorLabel: exec-query-index",
            "executorLabel: exec-other",
            "names an executor that deploymentSpec does not have: exec-other"));
  }
}
