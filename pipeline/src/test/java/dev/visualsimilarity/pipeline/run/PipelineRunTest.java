package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipelineRunTest {

  private static final Job JOB = new Job("test-1", "id-1", Instant.parse("2026-11-23T10:00:00Z"));

  private static final String EACH =
      """
      comp-each:
        inputDefinitions: {parameters: {item: {parameterType: NUMBER_INTEGER}}}
        outputDefinitions:
          parameters: {ns: {parameterType: LIST}}
          artifacts: {all: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}, isArtifactList: true}}
        dag:
          outputs:
            parameters: {ns: {valueFromParameter: {producerSubtask: count, outputParameterKey: n}}}
            artifacts: {all: {artifactSelectors: [{producerSubtask: store, outputArtifactKey: data}]}}
          tasks:
            count:
              componentRef: {name: comp-count}
              inputs: {parameters: {n: {componentInputParameter: item}}}
            store:
              componentRef: {name: comp-store}
              dependentTasks: [count]
              inputs:
                parameters:
                  text: {runtimeValue: {constant: "stored {{$.inputs.parameters['pipelinechannel--n']}}"}}
                  pipelinechannel--n: {taskOutputParameter: {producerTask: count, outputParameterKey: n}}
      """;

  @TempDir private Path folder;
  private final List<TaskEvent> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void passesParametersAndConstantsFromTaskToTask() throws Exception {
    Optional<Values> outputs =
        run(
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
    assertThat(finished())
        .containsExactly(tuple("first", TaskState.SUCCEEDED), tuple("second", TaskState.SUCCEEDED));
  }

  @Test
  void passesArtifactsFromTaskToTask() throws Exception {
    Values outputs =
        run("""
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
  void aLoopCollectsItsOutputsInTheOrderOfItsItems() throws Exception {
    Values outputs = run(loop("[7, 8, 9, 10, 11]"), EACH, Map.of()).orElseThrow();
    assertThat(outputs.parameters().get("ns")).hasToString("[7,8,9,10,11]");
    assertThat(outputs.artifacts().get("all"))
        .extracting(artifact -> Files.readString(Path.of(artifact.path())))
        .containsExactly("stored 7", "stored 8", "stored 9", "stored 10", "stored 11");
    assertThat(events)
        .extracting(TaskEvent::task)
        .contains("count [1/5]", "count [5/5]", "store [3/5]");
  }

  @Test
  void aLoopOverNothingHasEmptyOutputs() throws Exception {
    Values outputs = run(loop("[]"), EACH, Map.of()).orElseThrow();
    assertThat(outputs.parameters().get("ns")).hasToString("[]");
    assertThat(outputs.artifacts().get("all")).isEmpty();
  }

  @Test
  void aLoopRunsNoMoreAtOnceThanItsPolicyAllows() throws Exception {
    run(loop("[1, 2, 3, 4, 5, 6]"), EACH, Map.of());
    int running = 0;
    for (TaskEvent event : events) {
      running += event.state() == TaskState.RUNNING ? 1 : 0;
      running -= event.state() == TaskState.SUCCEEDED ? 1 : 0;
      assertThat(running).isLessThanOrEqualTo(2);
    }
    assertThat(running).isZero();
  }

  @Test
  void aFailedTaskStopsItsDependentsAndNoOthers() throws Exception {
    Optional<Values> outputs =
        run(
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
    assertThat(finished())
        .containsExactlyInAnyOrder(
            tuple("bad", TaskState.FAILED),
            tuple("after", TaskState.NOT_TRIGGERED),
            tuple("later", TaskState.NOT_TRIGGERED),
            tuple("other", TaskState.SUCCEEDED));
    List<String> details = details("bad");
    assertThat(details).hasSize(21).contains("11", "30").doesNotContain("10");
    assertThat(details.get(0)).contains("task bad: exit code 3", "log.txt");
  }

  @Test
  void aFailedIterationFailsTheLoopAndStartsNoOther() throws Exception {
    Optional<Values> outputs = run(loop("[1, 2.5, 3, 4, 5, 6, 7]"), EACH, Map.of());
    assertThat(outputs).isEmpty();
    assertThat(String.join("\n", details("each")))
        .contains("item is 2.5, which is not NUMBER_INTEGER");
    assertThat(events).extracting(TaskEvent::task).contains("count [7/7]");
    assertThat(finished()).doesNotContain(tuple("count [7/7]", TaskState.SUCCEEDED));
  }

  @Test
  void aDeclaredOutputThatIsNotWrittenFailsTheTask() throws Exception {
    assertThat(run("dag: {tasks: {lazy: {componentRef: {name: comp-forget}}}}")).isEmpty();
    assertThat(String.join("\n", details("lazy")))
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
        run(
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
    assertThat(finished()).containsExactly(tuple("outer/write", TaskState.SUCCEEDED));
  }

  @Test
  void cancellingEndsProgramsAndTheirChildren() throws Exception {
    PipelineRun run =
        pipelineRun(
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
        CompletableFuture.supplyAsync(() -> execute(run, Map.of()));
    Path file = folder.resolve("tasks/wait/outputs/artifacts/pid");
    while (!Files.exists(file)) {
      Thread.sleep(Duration.ofMillis(20).toMillis());
    }
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    run.cancel();
    assertThat(outputs.get()).isEmpty();
    assertThat(child.isAlive()).isFalse();
    assertThat(finished())
        .containsExactly(tuple("wait", TaskState.CANCELLED), tuple("next", TaskState.CANCELLED));
  }

  private static String loop(String items) {
    return """
        outputDefinitions:
          parameters: {ns: {parameterType: LIST}}
          artifacts: {all: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}, isArtifactList: true}}
        dag:
          outputs:
            parameters: {ns: {valueFromParameter: {producerSubtask: each, outputParameterKey: ns}}}
            artifacts: {all: {artifactSelectors: [{producerSubtask: each, outputArtifactKey: all}]}}
          tasks:
            each:
              componentRef: {name: comp-each}
              parameterIterator: {itemInput: item, items: {raw: '%s'}}
              iteratorPolicy: {parallelismLimit: 2}
        """
        .formatted(items);
  }

  private Optional<Values> run(String root) throws IOException {
    return run(root, Map.of());
  }

  private Optional<Values> run(String root, Map<String, JsonElement> inputs) throws IOException {
    return run(root, "", inputs);
  }

  private Optional<Values> run(String root, String components, Map<String, JsonElement> inputs)
      throws IOException {
    return execute(pipelineRun(root, components), inputs);
  }

  private PipelineRun pipelineRun(String root, String components) {
    return new PipelineRun(
        TestPipelines.read(folder, root, components),
        JOB,
        new ProcessTaskRunner(folder, folder),
        folder.resolve("tasks"),
        4,
        events::add);
  }

  private static Optional<Values> execute(PipelineRun run, Map<String, JsonElement> inputs) {
    try {
      return run.execute(Values.ofParameters(inputs));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<org.assertj.core.groups.Tuple> finished() {
    return events.stream()
        .filter(event -> event.state().compareTo(TaskState.RUNNING) > 0)
        .map(event -> tuple(event.task(), event.state()))
        .toList();
  }

  private List<String> details(String task) {
    return events.stream()
        .filter(event -> event.task().equals(task) && event.state() == TaskState.FAILED)
        .findFirst()
        .orElseThrow()
        .details();
  }
}
