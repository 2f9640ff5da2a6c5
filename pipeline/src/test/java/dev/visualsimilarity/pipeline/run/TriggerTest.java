package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.Waiting;
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

/** When tasks run: conditions, exit handlers, retries. */
@Timeout(60)
class TriggerTest {

  private static final String CONDITIONAL =
      """
      inputDefinitions: {parameters: {upload: {parameterType: BOOLEAN, defaultValue: false}}}
      outputDefinitions: {parameters: {text: {parameterType: STRING}}}
      dag:
        outputs: {parameters: {text: {valueFromParameter: {producerSubtask: maybe, outputParameterKey: text}}}}
        tasks:
          maybe:
            componentRef: {name: comp-write}
            triggerPolicy: {condition: "inputs.parameter_values['pipelinechannel--upload'] == true"}
            inputs:
              parameters:
                text: {runtimeValue: {constant: x}}
                pipelinechannel--upload: {componentInputParameter: upload}
          after:
            componentRef: {name: comp-write}
            dependentTasks: [maybe]
            inputs: {parameters: {text: {taskOutputParameter: {producerTask: maybe, outputParameterKey: text}}}}
          other: {componentRef: {name: comp-write}, inputs: {parameters: {text: {runtimeValue: {constant: y}}}}}
      """;

  private static final String EXIT_HANDLER =
      """
      outputDefinitions: {parameters: {text: {parameterType: STRING}}}
      dag:
        outputs: {parameters: {text: {valueFromParameter: {producerSubtask: body, outputParameterKey: text}}}}
        tasks:
          body: {componentRef: {name: comp-body}}
          clean-up:
            componentRef: {name: comp-report}
            dependentTasks: [body]
            triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}
            inputs: {parameters: {status: {taskFinalStatus: {producerTask: body}}}}
      """;

  private static final String REPORT =
      """
      comp-report:
        executorLabel: exec-write-status
        inputDefinitions: {parameters: {status: {parameterType: TASK_FINAL_STATUS}}}
        outputDefinitions: {parameters: {text: {parameterType: STRING}}}
      """;

  private static final String EXECUTOR =
      """
          exec-write-status:
            container:
              image: shell
              command: [sh, -c, 'printf %s "$0" > "$1"']
              args: ["{{$.inputs.parameters['status']}}", "{{$.outputs.parameters['text'].output_file}}"]
      """;

  @TempDir private Path folder;
  private TestRun test;

  @BeforeEach
  void begin() {
    test = new TestRun(folder);
  }

  @Test
  void aTaskWhoseConditionDoesNotHoldIsNotTriggeredAndFailsNothing() throws Exception {
    Optional<Values> outputs = test.run(CONDITIONAL);
    assertThat(outputs).isPresent();
    assertThat(outputs.get().parameters()).isEmpty();
    assertThat(test.finished())
        .containsExactlyInAnyOrder(
            tuple("maybe", TaskState.NOT_TRIGGERED),
            tuple("after", TaskState.NOT_TRIGGERED),
            tuple("other", TaskState.SUCCEEDED));
  }

  @Test
  void aTaskWhoseConditionHoldsRuns() throws Exception {
    Optional<Values> outputs = test.run(CONDITIONAL, Map.of("upload", new JsonPrimitive(true)));
    assertThat(outputs.orElseThrow().parameters()).containsEntry("text", new JsonPrimitive("x"));
    assertThat(test.finished()).contains(tuple("after", TaskState.SUCCEEDED));
  }

  @Test
  void theTaskOfAnExitHandlerRunsAfterAFailureAndIsToldOfIt() throws Exception {
    Optional<Values> outputs = test.run(EXIT_HANDLER, body("comp-fail"), EXECUTOR, Map.of());
    assertThat(outputs).isEmpty();
    assertThat(test.finished())
        .containsExactly(tuple("inner", TaskState.FAILED), tuple("clean-up", TaskState.SUCCEEDED));
    JsonObject status = status();
    assertThat(status.get("state").getAsString()).isEqualTo("FAILED");
    assertThat(status.getAsJsonObject("error").get("code").getAsInt()).isEqualTo(9);
    assertThat(status.getAsJsonObject("error").get("message").getAsString())
        .isEqualTo("tasks that failed: inner");
    assertThat(status.get("pipelineJobResourceName").getAsString()).isEqualTo("test-1");
    assertThat(status.get("pipelineTaskName").getAsString()).isEqualTo("body");
  }

  @Test
  void theTaskOfAnExitHandlerRunsAfterASuccessAndTheBodyHandsItsOutputsUp() throws Exception {
    Optional<Values> outputs = test.run(EXIT_HANDLER, body("comp-write"), EXECUTOR, Map.of());
    assertThat(outputs.orElseThrow().parameters()).containsEntry("text", new JsonPrimitive("done"));
    assertThat(status().get("state").getAsString()).isEqualTo("SUCCEEDED");
    assertThat(status().has("error")).isFalse();
    // The tasks of the body stand where they would without an exit handler.
    assertThat(folder.resolve("tasks/inner/log.txt")).exists();
  }

  @Test
  void theTaskOfAnExitHandlerDoesNotRunWhenTheRunIsCancelled() throws Exception {
    String body =
        """
        comp-body:
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
          dag:
            outputs: {parameters: {text: {valueFromParameter: {producerSubtask: last, outputParameterKey: text}}}}
            tasks:
              inner: {componentRef: {name: comp-wait}}
              last: {componentRef: {name: comp-write}, inputs: {parameters: {text: {runtimeValue: {constant: done}}}}}
        """
            + REPORT;
    PipelineRun run = test.pipelineRun(EXIT_HANDLER, body, EXECUTOR);
    CompletableFuture<Optional<Values>> outputs =
        CompletableFuture.supplyAsync(() -> TestRun.execute(run, Map.of()));
    Waiting.forFile(folder.resolve("tasks/inner/outputs/artifacts/pid"));
    run.cancel();
    assertThat(outputs.get()).isEmpty();
    assertThat(test.finished()).contains(tuple("clean-up", TaskState.CANCELLED));
  }

  @Test
  void aProgramThatFailsIsTriedAgainAsItsPolicySays() throws Exception {
    Path counter = folder.resolve("counter");
    assertThat(test.run(flaky(counter, 1, 3), "", Map.of())).isPresent();
    assertThat(test.finished()).containsExactly(tuple("flaky", TaskState.SUCCEEDED));
    assertThat(retried())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("task flaky: exit code 1; log: "));
    assertThat(retried().get(0)).endsWith("log.txt; try 2 of 5 in 0 s");
    assertThat(retried().get(1)).endsWith("log-2.txt; try 3 of 5 in 0 s");
    assertThat(folder.resolve("tasks/flaky/log-3.txt")).exists();
  }

  @Test
  void aProgramThatNeverSucceedsFailsAfterItsLastTry() throws Exception {
    assertThat(test.run(flaky(folder.resolve("counter"), 1, 99), "", Map.of())).isEmpty();
    assertThat(test.finished()).containsExactly(tuple("flaky", TaskState.FAILED));
    assertThat(retried()).hasSize(4);
  }

  @Test
  void anExitCodeThatSaysTheParametersAreBadIsNotTriedAgain() throws Exception {
    assertThat(test.run(flaky(folder.resolve("counter"), 2, 99), "", Map.of())).isEmpty();
    assertThat(retried()).isEmpty();
  }

  private List<String> retried() {
    return test.events().stream()
        .filter(event -> event.state() == TaskState.RETRYING)
        .map(event -> event.details().get(0))
        .toList();
  }

  private JsonObject status() throws Exception {
    Path file = folder.resolve("tasks/clean-up/outputs/parameters/text");
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static String body(String component) {
    return """
        comp-body:
          outputDefinitions: {parameters: {text: {parameterType: STRING}}}
          dag:
            outputs: {parameters: {text: {valueFromParameter: {producerSubtask: inner, outputParameterKey: text}}}}
            tasks:
              inner: {componentRef: {name: %s}, inputs: {parameters: {text: {runtimeValue: {constant: done}}}}}
        """
            .formatted(component)
        + REPORT;
  }

  /** A task that exits with a code until it is tried for a certain time. */
  private static String flaky(Path counter, int code, int succeeds) {
    String script =
        "echo x >> %s; test $(wc -l < %s) -ge %d || exit %d; printf %%s ok > \"$1\""
            .formatted(counter, counter, succeeds, code);
    return """
        dag:
          tasks:
            flaky:
              componentRef: {name: comp-script}
              retryPolicy: {maxRetryCount: 4, backoffDuration: 0.01s, backoffFactor: 1.5}
              inputs: {parameters: {script: {runtimeValue: {constant: '%s'}}}}
        """
        .formatted(script);
  }
}
