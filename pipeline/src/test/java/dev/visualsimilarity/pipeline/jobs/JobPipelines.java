package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.json.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pipelines as clients send them, around the components of {@link TestPipelines} and
 *
 * <ul>
 *   <li>comp-env: the environment variable that its input name names to its output text
 *   <li>comp-explain: leaves its input text as the reason of its failure, and exits with 1
 * </ul>
 */
final class JobPipelines {

  /** Two tasks, one after the other. */
  static final String GREETING =
      """
      inputDefinitions:
        parameters:
          who: {parameterType: STRING}
          times: {parameterType: NUMBER_INTEGER, defaultValue: 2, isOptional: true}
          api_endpoint: {parameterType: STRING, defaultValue: '', isOptional: true}
      outputDefinitions: {parameters: {said: {parameterType: STRING}}}
      dag:
        outputs: {parameters: {said: {valueFromParameter: {producerSubtask: load, outputParameterKey: text}}}}
        tasks:
          store:
            componentRef: {name: comp-store}
            inputs: {parameters: {text: {componentInputParameter: who}}}
          load:
            componentRef: {name: comp-load}
            dependentTasks: [store]
            inputs: {artifacts: {data: {taskOutputArtifact: {producerTask: store, outputArtifactKey: data}}}}
      """;

  /** One task that sleeps for a minute. */
  static final String WAITING = "dag: {tasks: {wait: {componentRef: {name: comp-wait}}}}";

  private static final String MORE =
      """
      components:
        comp-env:
          executorLabel: exec-env
          inputDefinitions: {parameters: {name: {parameterType: STRING}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
        comp-explain:
          executorLabel: exec-explain
          inputDefinitions: {parameters: {text: {parameterType: STRING}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
      deploymentSpec:
        executors:
          exec-env:
            container:
              image: shell
              command: [sh, -c, 'printenv "$0" | tr -d "\\n" > "$1"']
              args: ["{{$.inputs.parameters['name']}}", "{{$.outputs.parameters['text'].output_file}}"]
          exec-explain:
            container:
              image: shell
              command: [sh, -c, 'echo noise; printf "{\\"errorMessage\\": \\"%s\\"}" "$0" > "$(dirname "$(dirname "$1")")/executor_error.json"; exit 1']
              args: ["{{$.inputs.parameters['text']}}", "{{$.outputs.parameters['text'].output_file}}"]
      """;

  private JobPipelines() {}

  /**
   * A pipelineSpec.
   *
   * @param root fields of the root: its inputs, outputs and dag
   * @param components more components
   */
  static Struct spec(String root, String components) {
    return spec(root, components, MORE);
  }

  private static Struct spec(String root, String components, String... more) {
    JsonObject pipeline = yaml(TestPipelines.yaml(root, components));
    for (String text : more) {
      JsonObject added = yaml(text);
      add(part(added, "components"), part(pipeline, "components"));
      add(
          part(part(added, "deploymentSpec"), "executors"),
          part(part(pipeline, "deploymentSpec"), "executors"));
    }
    return struct(pipeline);
  }

  private static void add(JsonObject from, JsonObject to) {
    from.asMap().forEach(to::add);
  }

  private static JsonObject part(JsonObject pipeline, String name) {
    return pipeline.has(name) ? pipeline.getAsJsonObject(name) : new JsonObject();
  }

  /** A pipelineSpec with an executor more, which is a shell script. */
  static Struct withProgram(String root, String components, String executor, String script) {
    String more =
        """
        deploymentSpec: {executors: {%s: {container: {image: shell, command: [sh, -c, '%s']}}}}
        """
            .formatted(executor, script);
    return spec(root, components, MORE, more);
  }

  /** The pipelineSpec of a file. */
  static Struct read(Path file) {
    return struct(YamlFile.read(file));
  }

  private static Struct struct(JsonObject json) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json.toString(), struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    return struct.build();
  }

  private static JsonObject yaml(String text) {
    try {
      Path file = Files.createTempFile("pipeline", ".yaml");
      try {
        return YamlFile.read(Files.write(file, List.of(text)));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
