package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.OperationsClient;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import dev.visualsimilarity.testing.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The step as a process of its own, stopped at each of its requests and started again where no file
 * of it is left, as a task is in a new pod.
 */
class KilledDeployTest {

  @TempDir Path folder;
  private DeployIndexStep step;
  private GrpcProxy proxy;
  private JavaProgram program;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder, Duration.ofMillis(400));
    step.useNewIndex("SHARD_SIZE_SMALL");
    proxy = new GrpcProxy(step.port());
    program = new JavaProgram(DeployIndex.class.getName(), folder.resolve("log"));
  }

  @AfterEach
  void stop() {
    proxy.close();
    step.close();
  }

  @Test
  void killedAtAnyRequestItMakesOneEndpointAndOneDeploymentAllTheSame() throws Exception {
    int kills = 0;
    for (int request = 1; killed("a" + request, Moment.REQUEST, request); request++) {
      kills++;
      assertThat(deployments("a" + request)).containsExactly("a" + request);
    }
    assertThat(kills).as("requests of a run").isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateIndexEndpoint", "DeployIndex"})
  void killedBeforeItHearsOfItsOperationItMakesOneAllTheSame(String method) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, called, number) -> {
          if (moment == Moment.ANSWER && called.equals(method)) {
            kill(process.get());
          }
        });
    process.set(program.start(args("a1")));
    assertThat(program.await(process.get())).isEqualTo(137);
    finish("a1");
    assertThat(deployments("a1")).containsExactly("a1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateIndexEndpoint", "DeployIndex"})
  void aRequestThatArrivesLongAfterTheKillIsFoundByTheNote(String method) throws Exception {
    String data = folder.resolve("data").toString();
    AtomicReference<Process> process = new AtomicReference<>();
    CountDownLatch late = new CountDownLatch(1);
    proxy.listen(
        (moment, called, number) -> {
          if (moment == Moment.REQUEST && called.equals(method)) {
            kill(process.get());
            await(late);
          }
        });
    List<String> args = args("a1");
    args.addAll(List.of("--embeddings-uri", data));
    process.set(program.start(args));
    assertThat(program.await(process.get())).isEqualTo(137);
    GrpcProxy next = new GrpcProxy(step.port());
    next.listen(
        (moment, called, number) -> {
          // The next attempt has looked for an endpoint, or for the deployment, and seen nothing.
          if (Collections.frequency(next.methods(), "ListOperations") > 4) {
            late.countDown();
          }
        });
    deleteOutputs();
    List<String> again = new ArrayList<>(List.of(flags("a1")));
    again.addAll(List.of("--embeddings-uri", data));
    assertThat(step.runAt(next.endpoint(), again.toArray(String[]::new)))
        .as(step.errors())
        .isZero();
    assertThat(next.methods()).doesNotContain(method);
    assertThat(step.endpoints()).hasSize(1);
    assertThat(deployments("a1")).containsExactly("a1");
    next.close();
  }

  @Test
  void killedWhileItReplacesAnIndexItGoesOnAllTheSame() throws Exception {
    String first = step.index();
    int kills = 0;
    boolean killed = true;
    for (int request = 1; killed; request++) {
      String id = "r" + request;
      step.useIndex(first);
      assertThat(step.run("--deployed-index-id", id)).as(step.errors()).isZero();
      step.useNewIndex("SHARD_SIZE_SMALL");
      killed = killed(id, Moment.REQUEST, request);
      kills += killed ? 1 : 0;
      assertThat(deployments(id)).singleElement().asString().matches(id + "_[0-9a-f]{8}");
      assertThat(step.endpoints())
          .filteredOn(endpoint -> endpoint.getDisplayName().equals(id))
          .singleElement()
          .satisfies(
              endpoint ->
                  assertThat(endpoint.getDeployedIndexes(0).getIndex()).isEqualTo(step.index()));
    }
    assertThat(kills).as("requests of a run").isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateIndexEndpoint", "DeployIndex"})
  void toldToStopItCancelsItsOperationAndGoesAtOnce(String method) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    AtomicReference<Long> told = new AtomicReference<>();
    AtomicReference<String> last = new AtomicReference<>("");
    proxy.listen(
        (moment, called, number) -> {
          if (called.equals("GetOperation") && last.get().equals(method) && told.get() == null) {
            told.set(System.nanoTime());
            process.get().destroy();
          }
          last.set(called.equals("GetOperation") ? last.get() : called);
        });
    process.set(program.start(args("a1")));
    assertThat(program.await(process.get())).isEqualTo(143);
    // Some 0.3 s on a machine with nothing else to do.
    assertThat(System.nanoTime() - told.get()).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(program.printed().lines())
        .anyMatch(
            line -> line.startsWith("deploy-index: stopped by a signal; cancelled projects/"));
    TimeUnit.SECONDS.sleep(1);
    assertThat(deployments("a1")).as("what was cancelled is not deployed").isEmpty();
    finish("a1");
    assertThat(deployments("a1")).containsExactly("a1");
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void whatIsCancelledWhileTheNextAttemptGoesOnWithItIsBegunAnew() throws Exception {
    stop();
    step = new DeployIndexStep(folder, Duration.ofSeconds(3));
    step.useNewIndex("SHARD_SIZE_SMALL");
    proxy = new GrpcProxy(step.port());
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (method.equals("GetOperation") && proxy.methods().contains("DeployIndex")) {
            kill(process.get());
          }
        });
    process.set(program.start(args("a1")));
    assertThat(program.await(process.get())).isEqualTo(137);
    AtomicBoolean cancelled = new AtomicBoolean();
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.ANSWER
              && method.equals("GetOperation")
              && !cancelled.getAndSet(true)) {
            cancelAll();
          }
        });
    assertThat(step.runAt(proxy.endpoint(), flags("a1"))).as(step.errors()).isZero();
    assertThat(proxy.methods()).contains("DeployIndex");
    assertThat(deployments("a1")).containsExactly("a1");
    assertThat(step.endpoints()).hasSize(1);
  }

  private void cancelAll() {
    OperationsClient operations = step.clients().indexEndpoints().getOperationsClient();
    ListOperationsRequest request =
        ListOperationsRequest.newBuilder().setName(DeployIndexStep.PARENT.toString()).build();
    operations
        .listOperations(request)
        .iterateAll()
        .forEach(operation -> operations.cancelOperation(operation.getName()));
  }

  /** False if the step ended before that request. */
  private boolean killed(String id, Moment moment, int request) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (at, method, number) -> {
          if (at == moment && number == request) {
            kill(process.get());
          }
        });
    process.set(program.start(args(id)));
    int code = program.await(process.get());
    if (code == 0) {
      return false;
    }
    assertThat(code).as(program.printed()).isEqualTo(137);
    finish(id);
    return true;
  }

  private void finish(String id) throws Exception {
    proxy.listen((moment, method, number) -> {});
    // Without a note, nothing tells of a request that has not arrived before a new pod runs.
    proxy.awaitAnswers();
    deleteOutputs();
    assertThat(step.run(flags(id))).as(step.errors()).isZero();
    assertThat(step.endpoints())
        .filteredOn(endpoint -> endpoint.getDisplayName().equals(id))
        .hasSize(1);
  }

  private void deleteOutputs() throws IOException {
    if (Files.exists(folder.resolve("out"))) {
      Files.move(folder.resolve("out"), folder.resolve("out-" + System.nanoTime()));
    }
  }

  private List<String> args(String id) {
    List<String> args = new ArrayList<>(List.of(flags(id)));
    args.addAll(step.arguments(proxy.endpoint()));
    return args;
  }

  private static String[] flags(String id) {
    return new String[] {
      "--deployed-index-id",
      id,
      "--run-id",
      "run-of-" + id,
      "--task-name",
      "deploy",
      "--drain-minutes",
      "0"
    };
  }

  private List<String> deployments(String id) {
    return step.endpoints().stream()
        .filter(endpoint -> endpoint.getDisplayName().equals(id))
        .map(IndexEndpoint::getDeployedIndexesList)
        .flatMap(List::stream)
        .map(DeployedIndex::getId)
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
