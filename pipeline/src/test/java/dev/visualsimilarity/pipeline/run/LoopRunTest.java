package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import dev.visualsimilarity.pipeline.runner.TaskCommand;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoopRunTest {

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

  private static final String FAILING =
      EACH.replace("componentRef: {name: comp-store}", "componentRef: {name: comp-break}")
          + """
          comp-break:
            executorLabel: exec-fail
            inputDefinitions: {parameters: {text: {parameterType: STRING}}}
            outputDefinitions: {artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}}
          """;

  @TempDir private Path folder;
  private TestRun test;

  @BeforeEach
  void begin() {
    test = new TestRun(folder);
  }

  @Test
  void aLoopCollectsItsOutputsInTheOrderOfItsItems() throws Exception {
    Values outputs = test.run(loop("[7, 8, 9, 10, 11]"), EACH, Map.of()).orElseThrow();
    assertThat(outputs.parameters().get("ns")).hasToString("[7,8,9,10,11]");
    assertThat(outputs.artifacts().get("all"))
        .extracting(artifact -> Files.readString(Path.of(artifact.path())))
        .containsExactly("stored 7", "stored 8", "stored 9", "stored 10", "stored 11");
    assertThat(test.events())
        .extracting(TaskEvent::task)
        .contains("count [1/5]", "count [5/5]", "store [3/5]");
  }

  @Test
  void aLoopOverNothingHasEmptyOutputs() throws Exception {
    Values outputs = test.run(loop("[]"), EACH, Map.of()).orElseThrow();
    assertThat(outputs.parameters().get("ns")).hasToString("[]");
    assertThat(outputs.artifacts().get("all")).isEmpty();
  }

  @Test
  void aLoopRunsAsManyAtOnceAsItsPolicyAllowsAndNoMore() throws Exception {
    test = new TestRun(folder, new InPairs(new ProcessTaskRunner(folder, folder)));
    assertThat(test.run(loop("[1, 2, 3, 4, 5, 6]"), EACH, Map.of())).isPresent();
    int running = 0;
    int most = 0;
    for (TaskEvent event : test.events()) {
      running += event.state() == TaskState.RUNNING ? 1 : 0;
      running -= event.state() == TaskState.SUCCEEDED ? 1 : 0;
      most = Math.max(most, running);
    }
    assertThat(most).isEqualTo(2);
    assertThat(running).isZero();
  }

  @Test
  void aFailedIterationFailsTheLoopAndStartsNoOther() throws Exception {
    Optional<Values> outputs = test.run(loop("[1, 2.5, 3, 4, 5, 6, 7]"), EACH, Map.of());
    assertThat(outputs).isEmpty();
    assertThat(String.join("\n", test.details("each")))
        .contains("item is 2.5, which is not NUMBER_INTEGER");
    assertThat(test.events())
        .filteredOn(event -> event.task().equals("each"))
        .singleElement()
        .matches(event -> event.elapsed().compareTo(Duration.ZERO) > 0);
    assertThat(test.events()).extracting(TaskEvent::task).contains("count [7/7]");
    assertThat(test.finished()).doesNotContain(tuple("count [7/7]", TaskState.SUCCEEDED));
  }

  @Test
  void countsTheIterationsThatWereNotRunIfThereAreSuch() throws Exception {
    test.run(loop("[1]"), FAILING, Map.of());
    assertThat(test.details("each"))
        .containsExactly("task each: 1 of 1 iterations failed, 0 succeeded");

    TestRun more = new TestRun(folder);
    more.run(loop("[1, 2, 3, 4, 5, 6, 7]"), FAILING, Map.of());
    assertThat(more.details("each").get(0))
        .matches("task each: [12] of 7 iterations failed, 0 succeeded, [56] not run");
  }

  @Test
  void beginsNoOtherIterationOnceTheRunBeginsNothingNew() throws Exception {
    AfterAFailure runner = new AfterAFailure(new ProcessTaskRunner(folder, folder));
    test = new TestRun(folder, runner).failingFast();
    String root =
        loop("[1, 2, 3, 4]").replace("parallelismLimit: 2", "parallelismLimit: 1")
            + """
                broken:
                  componentRef: {name: comp-break}
                  inputs: {parameters: {text: {runtimeValue: {constant: x}}}}
            """
                .indent(0);
    Optional<Values> outputs =
        TestRun.execute(
            test.pipelineRun(
                root,
                FAILING.replaceFirst("comp-break", "comp-store"),
                event -> {
                  test.add(event);
                  if (event.task().equals("broken") && event.state() == TaskState.FAILED) {
                    runner.failed.countDown();
                  }
                }),
            Map.of());
    assertThat(outputs).isEmpty();
    assertThat(test.events())
        .filteredOn(event -> event.state() == TaskState.RUNNING)
        .extracting(TaskEvent::task)
        .containsOnly("broken", "count [1/4]");
    assertThat(test.details("each"))
        .containsExactly("task each: 1 of 4 iterations failed, 0 succeeded, 3 not run");
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

  /** Lets the programs of a loop go on only when another one has failed. */
  private static final class AfterAFailure implements TaskRunner {
    private final CountDownLatch failed = new CountDownLatch(1);
    private final TaskRunner runner;

    AfterAFailure(TaskRunner runner) {
      this.runner = runner;
    }

    @Override
    public void prepare(Container container) throws IOException, InterruptedException {
      runner.prepare(container);
    }

    @Override
    public int run(TaskCommand command) throws IOException, InterruptedException {
      if (!command.folder().endsWith("broken") && !failed.await(20, TimeUnit.SECONDS)) {
        throw new IOException("no other program failed");
      }
      return runner.run(command);
    }
  }

  /** Lets a program begin only when another one is there, so that a loop that runs one hangs. */
  private static final class InPairs implements TaskRunner {
    private final CyclicBarrier pair = new CyclicBarrier(2);
    private final TaskRunner runner;

    InPairs(TaskRunner runner) {
      this.runner = runner;
    }

    @Override
    public void prepare(Container container) throws IOException, InterruptedException {
      runner.prepare(container);
    }

    @Override
    public int run(TaskCommand command) throws IOException, InterruptedException {
      try {
        pair.await(10, TimeUnit.SECONDS);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IOException("no other program was begun", e);
      }
      return runner.run(command);
    }
  }
}
