package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.ListOperationsResponse;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pipeline tries a task again that the service has refused late: here, a deployment is cancelled,
 * and the step is told that it failed.
 */
class RetriedDeployTest {

  private static final Status REFUSED =
      Status.newBuilder()
          .setCode(Code.FAILED_PRECONDITION_VALUE)
          .setMessage("The network has no range left.")
          .build();

  @TempDir Path folder;
  private DeployIndexStep step;
  private GrpcProxy proxy;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder, Duration.ofSeconds(1));
    step.useNewIndex("SHARD_SIZE_SMALL");
    proxy = new GrpcProxy(step.port());
    proxy.rewrite(RetriedDeployTest::refused);
  }

  @AfterEach
  void stop() {
    proxy.close();
    step.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasRefusedIsToldAgainAndNotAskedForAgain(boolean noted) throws IOException {
    String[] task = task(noted);
    failOnce(task);
    String told = step.errors();
    forgetOutputs();
    proxy.listen((moment, method, number) -> {});
    assertThat(step.runAt(proxy.endpoint(), task)).isEqualTo(1);
    assertThat(proxy.methods()).doesNotContain("DeployIndex", "CreateIndexEndpoint");
    assertThat(step.errors().substring(told.length()))
        .contains("The network has no range left", "FAILED_PRECONDITION", "/operations/");
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void anIndexThatWasUpdatedIsTriedAgain() throws Exception {
    failOnce(task(true));
    forgetOutputs();
    Index described =
        Index.newBuilder().setName(step.index()).setDescription("with another batch").build();
    step.clients()
        .indexes()
        .updateIndexOperationCallable()
        .futureCall(UpdateIndexRequest.newBuilder().setIndex(described).build())
        .get();
    assertThat(step.runAt(proxy.endpoint(), task(true))).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void anotherRunTriesItAgain() throws IOException {
    String[] task = task(false);
    failOnce(task);
    forgetOutputs();
    task[List.of(task).indexOf("r1")] = "r2";
    assertThat(step.runAt(proxy.endpoint(), task)).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(1);
  }

  private String[] task(boolean noted) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--deployed-index-id", "a1",
                "--run-id", "r1",
                "--task-name", "deploy",
                "--drain-minutes", "0"));
    if (noted) {
      flags.addAll(List.of("--embeddings-uri", folder.resolve("data").toString()));
    }
    return flags.toArray(String[]::new);
  }

  private void failOnce(String[] task) {
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.REQUEST
              && method.equals("GetOperation")
              && proxy.methods().contains("DeployIndex")) {
            cancelDeployments();
          }
        });
    assertThat(step.runAt(proxy.endpoint(), task)).isEqualTo(1);
    assertThat(step.errors()).contains("The network has no range left", "FAILED_PRECONDITION");
    proxy.listen((moment, method, number) -> {});
  }

  private void cancelDeployments() {
    OperationsClient operations = step.clients().indexEndpoints().getOperationsClient();
    operations
        .listOperations(DeployIndexStep.PARENT.toString(), "")
        .iterateAll()
        .forEach(
            operation -> {
              if (operation.getMetadata().is(DeployIndexOperationMetadata.class)) {
                operations.cancelOperation(operation.getName());
              }
            });
  }

  private void forgetOutputs() throws IOException {
    Files.move(folder.resolve("out"), folder.resolve("out-" + System.nanoTime()));
  }

  private static byte[] refused(String method, byte[] answer) throws IOException {
    if (method.equals("GetOperation")) {
      return refused(Operation.parseFrom(answer)).toByteArray();
    }
    if (method.equals("ListOperations")) {
      ListOperationsResponse.Builder list = ListOperationsResponse.parseFrom(answer).toBuilder();
      for (int i = 0; i < list.getOperationsCount(); i++) {
        list.setOperations(i, refused(list.getOperations(i)));
      }
      return list.build().toByteArray();
    }
    return answer;
  }

  private static Operation refused(Operation operation) {
    boolean cancelled = operation.getError().getCode() == Code.CANCELLED_VALUE;
    return cancelled ? operation.toBuilder().setError(REFUSED).build() : operation;
  }
}
