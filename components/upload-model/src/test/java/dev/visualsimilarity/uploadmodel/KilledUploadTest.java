package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import dev.visualsimilarity.testing.process.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The step as a process of its own, stopped at each of its requests and started again in a new pod:
 * nothing is left there but what lies below the root of the pipeline.
 */
class KilledUploadTest {

  @TempDir Path folder;
  private UploadModelStep step;
  private GrpcProxy proxy;
  private JavaProgram program;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, Duration.ofMillis(200), QuickServer.class.getName());
    proxy = new GrpcProxy(step.port());
    program = new JavaProgram(UploadModel.class.getName(), folder.resolve("log"));
  }

  @AfterEach
  void stop() {
    proxy.close();
    step.close();
  }

  @Test
  void killedAtAnyRequestItMakesOneModelAndOneDeploymentAllTheSame() throws Exception {
    int kills = 0;
    for (int request = 1; killed("a" + request, Moment.REQUEST, request); request++) {
      kills++;
    }
    assertThat(kills).as("requests of a run").isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UploadModel", "CreateEndpoint", "DeployModel"})
  void killedBeforeItHearsOfItsOperationItMakesOneAllTheSame(String method) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, called, number) -> {
          if (moment == Moment.ANSWER && called.equals(method)) {
            kill(process.get());
          }
        });
    process.set(inNewPod(args("a1", proxy.endpoint())));
    assertThat(program.await(process.get())).isEqualTo(137);
    finish("a1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UploadModel", "DeployModel"})
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
    process.set(inNewPod(args("a1", proxy.endpoint())));
    assertThat(program.await(process.get())).isEqualTo(143);
    assertThat(System.nanoTime() - told.get()).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(program.printed().lines())
        .anyMatch(
            line -> line.startsWith("upload-model: stopped by a signal; cancelled projects/"));
    TimeUnit.SECONDS.sleep(1);
    assertThat(deployments("a1")).as("what was cancelled is not deployed").isEmpty();
    finish("a1");
  }

  /** False if the step ended before that request. */
  private boolean killed(String run, Moment moment, int request) throws Exception {
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (at, method, number) -> {
          if (at == moment && number == request) {
            kill(process.get());
          }
        });
    process.set(inNewPod(args(run, proxy.endpoint())));
    int code = program.await(process.get());
    if (code == 0) {
      return false;
    }
    assertThat(code).as(program.printed()).isEqualTo(137);
    finish(run);
    return true;
  }

  /**
   * Starts the step again where no file of the pod is left, and checks that it made one of each.
   */
  private void finish(String run) throws Exception {
    proxy.listen((moment, method, number) -> {});
    forgetPod();
    assertThat(step.run(flags(run))).as(step.errors()).isZero();
    assertThat(step.models())
        .filteredOn(model -> model.getDisplayName().equals(run))
        .extracting(Model::getVersionId)
        .containsExactly("1");
    assertThat(step.endpoints())
        .filteredOn(endpoint -> endpoint.getDisplayName().equals(run))
        .hasSize(1);
    assertThat(deployments(run)).hasSize(1);
  }

  @Test
  void aVersionIsMadeOnceToo() throws Exception {
    assertThat(step.run()).as(step.errors()).isZero();
    String model = step.parameter("model");
    AtomicReference<Process> process = new AtomicReference<>();
    proxy.listen(
        (moment, called, number) -> {
          if (moment == Moment.ANSWER && called.equals("UploadModel")) {
            kill(process.get());
          }
        });
    List<String> args = args("a1", proxy.endpoint());
    args.removeIf(flag -> flag.startsWith("--deploy"));
    args.add("--parent-model=" + model);
    process.set(inNewPod(args));
    assertThat(program.await(process.get())).isEqualTo(137);
    forgetPod();
    assertThat(step.run(args.toArray(String[]::new))).as(step.errors()).isZero();
    assertThat(step.parameter("model_version_id")).isEqualTo("2");
    assertThat(step.clients().models().listModelVersions(model).iterateAll()).hasSize(2);
  }

  private List<String> args(String run, String apiEndpoint) {
    List<String> args = new ArrayList<>(List.of(flags(run)));
    step.arguments(apiEndpoint).stream()
        .filter(flag -> !flag.startsWith("--display-name"))
        .forEach(args::add);
    return args;
  }

  private String[] flags(String run) {
    return new String[] {
      "--display-name=" + run,
      "--deploy=true",
      "--run-id=run-of-" + run,
      "--task-name=upload",
      "--executor-input=" + executorInput(run)
    };
  }

  private String executorInput(String run) {
    Path artifact = folder.resolve("root").resolve(run).resolve("model_artifact");
    return """
        {"outputs": {"outputFile": "%s", "artifacts": {
          "model_artifact": {"artifacts": [{"name": "model_artifact", "uri": "%s"}]}}}}
        """
        .formatted(folder.resolve("out/executor_output.json"), artifact);
  }

  private List<String> deployments(String run) {
    return step.endpoints().stream()
        .filter(endpoint -> endpoint.getDisplayName().equals(run))
        .map(Endpoint::getDeployedModelsList)
        .flatMap(List::stream)
        .map(DeployedModel::getModel)
        .toList();
  }

  private Process inNewPod(List<String> args) throws Exception {
    forgetPod();
    return program.start(args);
  }

  private void forgetPod() throws Exception {
    if (Files.exists(folder.resolve("out"))) {
      Files.move(folder.resolve("out"), folder.resolve("out-" + System.nanoTime()));
    }
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
