package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.ListIndexesRequest;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.Operation;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import dev.visualsimilarity.testing.process.JavaProgram;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The step as a process of its own, stopped at each of its requests and started again. */
class KilledBuildTest {

  private static final LocationName PARENT = LocationName.of("local", "us-central1");

  /** What the second attempt has of the first one. */
  private enum Left {
    /** By hand, the same output directory. */
    OUTPUTS,
    /** A pipeline's task in a new pod: no file of the first one but beside the index data. */
    RUN_ID
  }

  @TempDir Path folder;
  private EmulatorServer emulator;
  private GrpcProxy proxy;
  private VertexClients clients;
  private IndexServiceClient indexes;
  private JavaProgram program;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofMillis(400));
  }

  private void start(Duration operationDelay) throws IOException {
    emulator = EmulatorServer.start(EmulatorOptions.defaults().withOperationDelay(operationDelay));
    proxy = new GrpcProxy(emulator.port());
    clients = new VertexClients(ApiEndpoint.parse(emulator.endpoint(), "us-central1"));
    indexes = clients.indexes();
    program = new JavaProgram(BuildIndex.class.getName(), folder.resolve("log"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("data.json"),
        "{\"id\":\"a\",\"embedding\":[1,0]}\n{\"id\":\"b\",\"embedding\":[0.1,1]}\n");
  }

  @AfterEach
  void stop() {
    clients.close();
    proxy.close();
    emulator.close();
  }

  @ParameterizedTest
  @EnumSource
  void killedAtAnyRequestItMakesOneIndexAllTheSame(Left left) throws Exception {
    int kills = 0;
    for (int request = 1; killed(left, "before-" + request, Moment.REQUEST, request); request++) {
      kills++;
    }
    assertThat(kills).as("requests of a run").isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void killedBeforeItHearsOfItsOperationItMakesOneIndexAllTheSame(Left left) throws Exception {
    String name = "unheard-" + left;
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.ANSWER && method.equals("CreateIndex")) {
            kill(process.get());
          }
        });
    process.set(program.start(args(left, name)));
    assertThat(program.await(process.get())).isEqualTo(137);
    finish(left, name);
  }

  @Test
  void anUpdateThatWasKilledIsGoneOnWith() throws Exception {
    run(args(Left.OUTPUTS, "first"));
    String index = parameter("first", "index");
    List<String> update = new ArrayList<>(args(Left.OUTPUTS, "update"));
    update.addAll(List.of("--index", index));
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (method.equals("GetOperation")) {
            kill(process.get());
          }
        });
    process.set(program.start(update));
    assertThat(program.await(process.get())).isEqualTo(137);
    proxy.listen((moment, method, number) -> {});
    run(update);
    assertThat(proxy.methods()).doesNotContain("UpdateIndex");
  }

  @ParameterizedTest
  @EnumSource
  void toldToStopItCancelsItsOperationAndGoesAtOnce(Moment moment) throws Exception {
    String name = "stopped-" + moment;
    AtomicReference<Process> process = new AtomicReference<>();
    // The answer to CreateIndex comes after the signal; or the operation is waited for.
    String method = moment == Moment.ANSWER ? "CreateIndex" : "GetOperation";
    AtomicReference<Long> told = new AtomicReference<>();
    proxy.listen(
        (at, called, number) -> {
          if (at == moment && called.equals(method) && told.get() == null) {
            told.set(System.nanoTime());
            process.get().destroy();
          }
        });
    process.set(program.start(args(Left.OUTPUTS, name)));
    assertThat(program.await(process.get())).isEqualTo(143);
    // Some 0.3 s on a machine with nothing else to do.
    assertThat(System.nanoTime() - told.get()).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(program.printed().lines())
        .anyMatch(line -> line.startsWith("build-index: stopped by a signal; cancelled projects/"));
    assertThat(Files.readString(folder.resolve(name).resolve("executor_error.json")))
        .contains("stopped by a signal; cancelled projects/");
    TimeUnit.SECONDS.sleep(1);
    assertThat(named(name)).as("what was cancelled is not built").isEmpty();
    finish(Left.OUTPUTS, name);
  }

  @Test
  void whatIsCancelledWhileTheNextAttemptGoesOnWithItIsBegunAnew() throws Exception {
    stop();
    start(Duration.ofSeconds(4));
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (method.equals("GetOperation")) {
            kill(process.get());
          }
        });
    process.set(program.start(args(Left.OUTPUTS, "cancelled")));
    assertThat(program.await(process.get())).isEqualTo(137);
    AtomicBoolean cancelled = new AtomicBoolean();
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.ANSWER
              && method.equals("GetOperation")
              && !cancelled.getAndSet(true)) {
            running().forEach(one -> indexes.getOperationsClient().cancelOperation(one.getName()));
          }
        });
    run(args(Left.OUTPUTS, "cancelled"));
    assertThat(proxy.methods()).contains("CreateIndex");
    assertThat(named("cancelled")).hasSize(1);
  }

  /** False if the step ended before that request. */
  private boolean killed(Left left, String name, Moment moment, int request) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (at, method, number) -> {
          if (at == moment && number == request) {
            kill(process.get());
          }
        });
    process.set(program.start(args(left, name)));
    int code = program.await(process.get());
    if (code == 0) {
      return false;
    }
    assertThat(code).as(program.printed()).isEqualTo(137);
    finish(left, name);
    return true;
  }

  private void finish(Left left, String name) throws Exception {
    proxy.listen((moment, method, number) -> {});
    proxy.awaitAnswers();
    if (left == Left.RUN_ID) {
      deleteOutputs(name);
    }
    run(args(left, name));
    assertThat(named(name)).as(name).hasSize(1);
    assertThat(parameter(name, "index")).isEqualTo(named(name).get(0).getName());
    assertThat(parameter(name, "gcp_resources")).contains("resources");
    assertThat(running()).as("operations of %s", name).isEmpty();
  }

  /** Runs the step undisturbed, and in this Java machine, which is faster. */
  private static void run(List<String> args) {
    assertThat(Commands.execute(new BuildIndex(Map.of()), args.toArray(String[]::new))).isZero();
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private List<String> args(Left left, String name) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--api-endpoint", proxy.endpoint(),
                "--embeddings-uri", folder.resolve("data").toString(),
                "--display-name", name,
                "--output-dir", folder.resolve(name).toString()));
    if (left == Left.RUN_ID) {
      args.addAll(
          List.of("--run-name", "Nightly " + name, "--run-id", name, "--task-name", "build"));
    }
    return args;
  }

  private String parameter(String name, String parameter) throws IOException {
    return Files.readString(folder.resolve(name).resolve("parameters").resolve(parameter));
  }

  private void deleteOutputs(String name) throws IOException {
    Path outputs = folder.resolve(name);
    if (Files.exists(outputs)) {
      Files.move(outputs, folder.resolve(name + "-" + System.nanoTime()));
    }
  }

  private List<Index> named(String name) {
    ListIndexesRequest request =
        ListIndexesRequest.newBuilder()
            .setParent(PARENT.toString())
            .setFilter("display_name=\"%s\"".formatted(name))
            .build();
    return StreamSupport.stream(indexes.listIndexes(request).iterateAll().spliterator(), false)
        .toList();
  }

  /** Indexes that are still being created. */
  private List<Operation> running() {
    ListOperationsRequest request =
        ListOperationsRequest.newBuilder().setName(PARENT.toString()).build();
    return StreamSupport.stream(
            indexes.getOperationsClient().listOperations(request).iterateAll().spliterator(), false)
        .filter(one -> one.getMetadata().is(CreateIndexOperationMetadata.class) && !one.getDone())
        .toList();
  }
}
