package dev.visualsimilarity.pipeline;

import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small pipelines around components that are shell scripts:
 *
 * <ul>
 *   <li>comp-write: text to its output text
 *   <li>comp-count: the number n to its output n
 *   <li>comp-fail: prints 30 lines and exits with 3
 *   <li>comp-forget: does not write its output text
 *   <li>comp-store: text to the artifact data
 *   <li>comp-load: the artifact data to its output text
 *   <li>comp-script: runs its input script, whose $1 is the file of its output text
 *   <li>comp-wait: starts a child, writes its id to the artifact pid, and sleeps a minute
 * </ul>
 */
public final class TestPipelines {

  private static final String COMPONENTS =
      """
        comp-write:
          executorLabel: exec-write
          inputDefinitions: {parameters: {text: {parameterType: STRING}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-count:
          executorLabel: exec-count
          inputDefinitions: {parameters: {n: {parameterType: NUMBER_INTEGER}}}
          outputDefinitions: {parameters: {n: {parameterType: NUMBER_INTEGER}}}
        comp-fail:
          executorLabel: exec-fail
          inputDefinitions: {parameters: {text: {parameterType: STRING, defaultValue: ''}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-forget:
          executorLabel: exec-forget
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-store:
          executorLabel: exec-store
          inputDefinitions: {parameters: {text: {parameterType: STRING}}}
          outputDefinitions: {artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}}
        comp-load:
          executorLabel: exec-load
          inputDefinitions: {artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-script:
          executorLabel: exec-script
          inputDefinitions: {parameters: {script: {parameterType: STRING}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-wait:
          executorLabel: exec-wait
          outputDefinitions: {artifacts: {pid: {artifactType: {schemaTitle: system.Artifact, schemaVersion: 0.0.1}}}}
      deploymentSpec:
        executors:
          exec-write:
            container:
              image: shell
              command: [sh, -c, 'printf %s "$0" > "$1"']
              args: ["{{$.inputs.parameters['text']}}", "{{$.outputs.parameters['text'].output_file}}"]
          exec-count:
            container:
              image: shell
              command: [sh, -c, 'echo "$0" > "$1"']
              args: ["{{$.inputs.parameters['n']}}", "{{$.outputs.parameters['n'].output_file}}"]
          exec-fail:
            container: {image: shell, command: [sh, -c, 'seq 1 30; exit 3']}
          exec-forget:
            container: {image: shell, command: [sh, -c, 'exit 0']}
          exec-store:
            container:
              image: shell
              command: [sh, -c, 'printf %s "$0" > "$1"']
              args: ["{{$.inputs.parameters['text']}}", "{{$.outputs.artifacts['data'].path}}"]
          exec-load:
            container:
              image: shell
              command: [sh, -c, 'cat "$0" > "$1"']
              args: ["{{$.inputs.artifacts['data'].path}}", "{{$.outputs.parameters['text'].output_file}}"]
          exec-script:
            container:
              image: shell
              command: [sh, -c, 'eval "$0"']
              args: ["{{$.inputs.parameters['script']}}", "{{$.outputs.parameters['text'].output_file}}"]
          exec-wait:
            container:
              image: shell
              command: [sh, -c, 'sleep 61 & echo $! > "$0.tmp"; mv "$0.tmp" "$0"; wait']
              args: ["{{$.outputs.artifacts['pid'].path}}"]
      """;

  /** Executors that take the id of their run, as those of the project's steps do. */
  private static final String STEPS =
      """
          exec-preprocess:
            container: {image: shell, command: [sh], args: [--run-id, '1']}
          exec-extract-features:
            container: {image: shell, command: [sh], args: [--run-id, '1']}
      """;

  private TestPipelines() {}

  /**
   * The YAML of a pipeline.
   *
   * @param root fields of the root: its inputs, outputs and dag
   * @param components more components, such as bodies of loops
   */
  public static String yaml(String root, String components) {
    return """
        pipelineInfo: {name: test}
        schemaVersion: 2.1.0
        root:
        %scomponents:
        %s%s\
        """
        .formatted(root.indent(2), components.indent(2), COMPONENTS);
  }

  /** A pipeline that has the executors of the project's steps too, which no task uses. */
  public static String yamlWithSteps(String root) {
    return yaml(root, "") + STEPS;
  }

  /** Writes a pipeline to a file and reads it back. */
  public static PipelineSpec read(Path folder, String root, String components) {
    return PipelineReader.read(write(folder, yaml(root, components)));
  }

  /**
   * As {@link #read(Path, String, String)}, with more executors, indented below {@code executors}.
   */
  public static PipelineSpec read(Path folder, String root, String components, String executors) {
    return PipelineReader.read(write(folder, yaml(root, components) + executors));
  }

  /** Writes a pipeline to a file. */
  public static Path write(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("test.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
