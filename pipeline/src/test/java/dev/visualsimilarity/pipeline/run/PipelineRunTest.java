package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.Waiting;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.runner.TaskCommand;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipelineRunTest {

  @TempDir private Path folder;
  private TestRun test;

  @BeforeEach
  void begin() {
    test = new TestRun(folder);
  }

  @Test
  void passesParametersAndConstantsFromTaskToTask() throws Exception {
    Optional<Values> outputs =
        test.run(
            """
            inputDefinitions: {parameters: {who: {parameterType: STRING}}}
            outputDefinitions: {parameters: {said: {parameterType: STRING}}}
            dag:
              outputs: {parameters: {said: {valueFromParameter: {producerSubtask: second, outputParameterKey: text}}}}
              tasks:
                second:
                  componentRef: {name: comp-write}
                  dependentTasks: [first]
                  inputs:
                    parameters:
                      text: {runtimeValue: {constant: "{{$.inputs.parameters['pipelinechannel--a']}} & 'bye'"}}
                      pipelinechannel--a: {taskOutputParameter: {producerTask: first, outputParameterKey: text}}
                first:
                  componentRef: {name: comp-write}
                  inputs:
                    parameters:
                      text: {componentInputParameter: who}
            """,
            Map.of("who", new JsonPrimitive("hello\\n$HOME {{$}}")));
    assertThat(outputs).isPresent();
    assertThat(outputs.get().parameters().get("said").getAsString())
        .isEqualTo("hello\\n$HOME {{$}} & 'bye'");
    assertThat(test.finished())
        .containsExactly(tuple("first", TaskState.SUCCEEDED), tuple("second", TaskState.SUCCEEDED));
  }

  @Test
  void passesArtifactsFromTaskToTask() throws Exception {
    Values outputs =
        test.run(
                """
            outputDefinitions:
              parameters: {text: {parameterType: STRING}}
              artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}
            dag:
              outputs:
                parameters: {text: {valueFromParameter: {producerSubtask: load, outputParameterKey: text}}}
                artifacts: {data: {artifactSelectors: [{producerSubtask: store, outputArtifactKey: data}]}}
              tasks:
                store:
                  componentRef: {name: comp-store}
                  inputs: {parameters: {text: {runtimeValue: {constant: '{{$.pipeline_job_name}}'}}}}
                load:
                  componentRef: {name: comp-load}
                  dependentTasks: [store]
                  inputs: {artifacts: {data: {taskOutputArtifact: {producerTask: store, outputArtifactKey: data}}}}
            """)
            .orElseThrow();
    assertThat(outputs.parameters()).containsEntry("text", new JsonPrimitive("test-1"));
    assertThat(Path.of(outputs.artifacts().get("data").get(0).path())).hasContent("test-1");
  }

  @Test
  void aFailedTaskStopsItsDependentsAndNoOthers() throws Exception {
    Optional<Values> outputs =
        test.run(
            """
            dag:
              tasks:
                bad: {componentRef: {name: comp-fail}}
                after:
                  componentRef: {name: comp-write}
                  dependentTasks: [bad]
                  inputs: {parameters: {text: {taskOutputParameter: {producerTask: bad, outputParameterKey: text}}}}
                later:
                  componentRef: {name: comp-write}
                  dependentTasks: [after]
                  inputs: {parameters: {text: {runtimeValue: {constant: x}}}}
                other:
                  componentRef: {name: comp-write}
                  inputs: {parameters: {text: {runtimeValue: {constant: x}}}}
            """);
    assertThat(outputs).isEmpty();
    assertThat(test.finished())
        .containsExactlyInAnyOrder(
            tuple("bad", TaskState.FAILED),
            tuple("after", TaskState.NOT_TRIGGERED),
            tuple("later", TaskState.NOT_TRIGGERED),
            tuple("other", TaskState.SUCCEEDED));
    List<String> details = test.details("bad");
    assertThat(details).hasSize(21).contains("11", "30").doesNotContain("10");
    assertThat(details.get(0)).contains("task bad: exit code 3: 30; log: ", "log.txt");
  }

  @Test
  void aDeclaredOutputThatIsNotWrittenFailsTheTask() throws Exception {
    assertThat(test.run("dag: {tasks: {lazy: {componentRef: {name: comp-forget}}}}")).isEmpty();
    assertThat(String.join("\n", test.details("lazy")))
        .contains("task lazy: it did not write its output parameter text");
  }

  @Test
  void aGraphWithinAGraphHandsItsOutputsUp() throws Exception {
    String inner =
        """
        comp-inner:
          inputDefinitions: {parameters: {text: {parameterType: STRING}}}
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
          dag:
            outputs: {parameters: {text: {valueFromParameter: {producerSubtask: write, outputParameterKey: text}}}}
            tasks:
              write:
                componentRef: {name: comp-write}
                inputs: {parameters: {text: {componentInputParameter: text}}}
        """;
    Values outputs =
        test.run(
                """
                outputDefinitions: {parameters: {text: {parameterType: STRING}}}
                dag:
                  outputs: {parameters: {text: {valueFromParameter: {producerSubtask: outer, outputParameterKey: text}}}}
                  tasks:
                    outer:
                      componentRef: {name: comp-inner}
                      inputs: {parameters: {text: {runtimeValue: {constant: deep}}}}
                """,
                inner,
                Map.of())
            .orElseThrow();
    assertThat(outputs.parameters()).containsEntry("text", new JsonPrimitive("deep"));
    assertThat(test.finished()).containsExactly(tuple("outer/write", TaskState.SUCCEEDED));
  }

  @Test
  void anErrorFailsTheTaskAndLeavesNobodyWaiting() throws Exception {
    String root =
        """
        dag:
          tasks:
            bad: {componentRef: {name: comp-fail}}
            after: {componentRef: {name: comp-fail}, dependentTasks: [bad]}
        """;
    TestRun broken = new TestRun(folder, new BrokenRunner());
    assertThat(broken.run(root)).isEmpty();
    assertThat(broken.finished())
        .containsExactly(tuple("bad", TaskState.FAILED), tuple("after", TaskState.NOT_TRIGGERED));
    assertThat(broken.details("bad").get(0)).contains("NoClassDefFoundError: x/Y");
  }

  @Test
  void anErrorOfWhoHearsOfTasksLeavesNobodyWaiting() throws Exception {
    PipelineRun run =
        test.pipelineRun(
            "dag: {tasks: {bad: {componentRef: {name: comp-fail}}}}",
            "",
            event -> {
              if (event.state() != TaskState.PENDING) {
                throw new NoClassDefFoundError("x/Y");
              }
            });
    assertThat(TestRun.execute(run, Map.of())).isEmpty();
  }

  @Test
  void cancellingEndsProgramsAndTheirChildren() throws Exception {
    PipelineRun run =
        test.pipelineRun(
            """
            dag:
              tasks:
                wait: {componentRef: {name: comp-wait}}
                next:
                  componentRef: {name: comp-write}
                  dependentTasks: [wait]
                  inputs: {parameters: {text: {runtimeValue: {constant: x}}}}
            """,
            "");
    CompletableFuture<Optional<Values>> outputs =
        CompletableFuture.supplyAsync(() -> TestRun.execute(run, Map.of()));
    Path file = folder.resolve("tasks/wait/outputs/artifacts/pid");
    Waiting.forFile(file);
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    run.cancel();
    assertThat(outputs.get()).isEmpty();
    assertThat(child.isAlive()).isFalse();
    assertThat(test.finished())
        .containsExactly(tuple("wait", TaskState.CANCELLED), tuple("next", TaskState.CANCELLED));
  }

  /** Cannot run anything, as with a library that is not there. */
  private static final class BrokenRunner implements TaskRunner {
    @Override
    public void prepare(Container container) {}

    @Override
    public int run(TaskCommand command) {
      throw new NoClassDefFoundError("x/Y");
    }
  }
}
