package dev.visualsimilarity.pipeline.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.TestPipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {

  private static final String ROOT =
      """
      inputDefinitions:
        parameters:
          items: {parameterType: LIST, defaultValue: [1, 2.5], description: what to loop over}
          who: {parameterType: STRING}
          maybe: {parameterType: BOOLEAN, isOptional: true}
      outputDefinitions: {parameters: {text: {parameterType: STRING}}}
      dag:
        outputs: {parameters: {text: {valueFromParameter: {producerSubtask: second, outputParameterKey: text}}}}
        tasks:
          first:
            taskInfo: {name: First}
            cachingOptions: {enableCache: true}
            retryPolicy: {maxRetryCount: 2}
            componentRef: {name: comp-write}
            inputs: {parameters: {text: {componentInputParameter: who}}}
          second:
            componentRef: {name: comp-write}
            dependentTasks: [first]
            inputs: {parameters: {text: {taskOutputParameter: {producerTask: first, outputParameterKey: text}}}}
          loop:
            componentRef: {name: comp-count}
            inputs: {parameters: {pipelinechannel--items: {componentInputParameter: items}}}
            parameterIterator: {itemInput: n, items: {inputParameter: pipelinechannel--items}}
            iteratorPolicy: {parallelismLimit: 3}
      """;

  @TempDir private Path folder;

  @Test
  void readsInterfacesTasksAndContainers() {
    PipelineSpec spec = TestPipelines.read(folder, ROOT, "");
    assertThat(spec.name()).isEqualTo("test");
    InputParameter items = spec.root().inputParameters().get("items");
    assertThat(items.type()).isEqualTo(ParameterType.LIST);
    assertThat(items.defaultValue().orElseThrow()).hasToString("[1,2.5]");
    assertThat(items.required()).isFalse();
    assertThat(spec.root().inputParameters().get("who").required()).isTrue();
    assertThat(spec.root().inputParameters().get("maybe").required()).isFalse();

    assertThat(spec.dag().tasks()).containsOnlyKeys("first", "second", "loop");
    Task second = spec.dag().tasks().get("second");
    assertThat(second.dependentTasks()).containsExactly("first");
    assertThat(second.parameters()).containsEntry("text", new TaskOutput("first", "text"));
    assertThat(spec.dag().tasks().get("first").parameters())
        .containsEntry("text", new Source.ComponentInput("who"));
    assertThat(spec.dag().parameterOutputs())
        .containsEntry("text", new TaskOutput("second", "text"));
    assertThat(spec.dag().tasks().get("first").retryPolicy().maxRetryCount()).isEqualTo(2);
    assertThat(second.retryPolicy()).isEqualTo(RetryPolicy.NEVER);
    assertThat(second.trigger()).isEqualTo(Trigger.AFTER_SUCCESS);
    assertThat(spec.dag().tasks().get("loop").loop())
        .contains(new Loop("n", new Loop.Input("pipelinechannel--items"), OptionalInt.of(3)));

    Component write = spec.components().get("comp-write");
    assertThat(write.outputParameters()).containsEntry("text", ParameterType.STRING);
    Container container = (Container) write.implementation();
    assertThat(container.image()).isEqualTo("shell");
    assertThat(container.command()).containsExactly("sh", "-c", "printf %s \"$0\" > \"$1\"");
    assertThat(container.args()).hasSize(2);
  }

  @Test
  void readsConstantsWithTheirTypes() {
    PipelineSpec spec =
        TestPipelines.read(
            folder,
            ROOT.replace("{componentInputParameter: who}", "{runtimeValue: {constant: '7'}}"),
            "");
    assertThat(spec.dag().tasks().get("first").parameters())
        .containsEntry("text", new Source.Constant(new JsonPrimitive("7")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dependentTasks: [first]|dependentTasks: []|task second takes text from first, which its dependentTasks do not list",
        "dependentTasks: [first]|dependentTasks: [third, first]|task second depends on a task that is not in its graph: third",
        "dependentTasks: [first]|dependentTasks: [first, second]|task second waits for itself",
        "dependentTasks: [first]|dependentTasks: [first]\\n        triggerPolicy: {condition: 'true &&'}|root.dag.tasks.second.triggerPolicy.condition ends too early",
        "dependentTasks: [first]|dependentTasks: [first]\\n        triggerPolicy: {condition: 'inputs.parameter_values[''no''] == ''x'''}|task second has a condition that asks for an input that the task does not have: no",
        "dependentTasks: [first]|dependentTasks: [first]\\n        triggerPolicy: {condition: 'inputs.parameter_values[''text''] > 3'}|task second has a condition that compares text with an integer",
        "dependentTasks: [first]|dependentTasks: [first]\\n        triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}|which is not a graph",
        "parameterIterator:|artifactIterator:|task loop uses artifactIterator, which run does not support",
        "producerSubtask: second, outputParameterKey: text}|producerSubtask: second, outputParameterKey: no}|which has no output parameter no",
        "taskOutputParameter: {producerTask: first, outputParameterKey: text}|taskOutputParameter: {producerTask: first, outputParameterKey: no}|task second takes text from an output that first does not have: no",
        "taskOutputParameter: {producerTask: first, outputParameterKey: text}|taskFinalStatus: {producerTask: first}|task second gives text a TASK_FINAL_STATUS, but it is STRING",
        "retryPolicy: {maxRetryCount: 2}|retryPolicy: {maxRetryCount: 2, backoffDuration: 30}|root.dag.tasks.first.retryPolicy.backoffDuration",
        "retryPolicy: {maxRetryCount: 2}|retryPolicy: {maxRetryCount: 2, backoffFactor: 0.5}|task first has a retryPolicy with maxRetryCount 2, backoffFactor 0.5",
        "who: {parameterType: STRING}|who: {parameterType: STRUCT}|task first gives text a STRUCT, but it is STRING",
        "items: {parameterType: LIST, defaultValue: [1, 2.5]|items: {parameterType: NUMBER_DOUBLE, defaultValue: 1|task loop loops over its input pipelinechannel--items, which is NUMBER_DOUBLE, not LIST",
        "outputDefinitions: {parameters: {text: {parameterType: STRING}}}\\n  dag|outputDefinitions: {parameters: {text: {parameterType: LIST}}}\\n  dag|root declares text as LIST, but the text of second is STRING",
        "{componentInputParameter: who}|{componentInputParameter: whom}|task first takes text from an input that root does not have: whom",
        "text: {componentInputParameter: who}|txt: {componentInputParameter: who}|task first gives the input txt, which comp-write does not have",
        "\"inputs: {parameters: {text: {componentInputParameter: who}}}\"|\"inputs: {}\"|task first gives no value for the input text of comp-write",
        "itemInput: n|itemInput: m|task loop gives its items to an input that comp-count does not have: m",
        "inputParameter: pipelinechannel--items|inputParameter: x|task loop loops over an input that it does not have: x",
        "componentRef: {name: comp-count}|componentRef: {name: comp-no}|task loop names a component that is not there: comp-no",
        "parameterType: BOOLEAN|parameterType: BOOL|has the type BOOL, which run does not support",
        "defaultValue: [1, 2.5]|defaultValue: 1|has the default 1, which is not LIST",
        "schemaVersion: 2.1.0|schemaVersion: 2.0.0|is 2.0.0; only 2.1.0 is supported",
        "exec-count:|exec-other:|names an executor that deploymentSpec does not have: exec-count",
        "command: [sh, -c, 'exit 0']|args: [x]|has no command",
        "valueFromParameter: {producerSubtask: second|valueFromOneof: {producerSubtask: second|uses valueFromOneof",
      })
  void refusesWhatItCannotRun(String original, String replacement, String message) {
    String yaml = TestPipelines.yaml(ROOT, "");
    String text = original.replace("\\n", "\n");
    assertThat(yaml).contains(text);
    Path file = TestPipelines.write(folder, yaml.replace(text, replacement.replace("\\n", "\n")));
    assertThatThrownBy(() -> PipelineReader.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("test.yaml: ");
  }

  @Test
  void refusesAnImporter() {
    String yaml =
        TestPipelines.yaml(ROOT, "")
            .replace("exec-forget:", "exec-forget:\n      importer: {}\n    exec-x:");
    Path file = TestPipelines.write(folder, yaml);
    assertThatThrownBy(() -> PipelineReader.read(file))
        .hasMessageContaining("uses importer, which run does not support");
  }

  @Test
  void refusesAComponentThatContainsItself() {
    String again =
        """
        comp-again:
          dag: {tasks: {again: {componentRef: {name: comp-again}}}}
        """;
    assertThatThrownBy(
            () ->
                TestPipelines.read(
                    folder, "dag: {tasks: {a: {componentRef: {name: comp-again}}}}", again))
        .hasMessageContaining("component comp-again contains itself");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [|is not YAML",
        "a: 1\\na: 2|is not YAML",
        "a: 1\\n---\\nb: 2|is not one YAML map",
        "[1]|is not one YAML map",
        "a: !!java.net.URL x|is not YAML",
        "a: 1|has no pipelineInfo or no root",
      })
  void refusesFilesThatAreNoPipeline(String yaml, String message) {
    Path file = TestPipelines.write(folder, yaml.replace("\\n", "\n"));
    assertThatThrownBy(() -> PipelineReader.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsNoTextFile() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> PipelineReader.read(folder)).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> PipelineReader.read(binary)).hasMessageContaining("not a text file");
    assertThatThrownBy(() -> PipelineReader.read(folder.resolve("none.yaml")))
        .hasMessageContaining("no such file");
  }
}
