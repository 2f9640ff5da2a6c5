package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import com.google.longrunning.Operation;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else uploads a model in the same project at the same time. */
class OthersUploadTest {

  private static final Duration OPERATION = Duration.ofSeconds(10);

  @TempDir Path folder;
  private UploadModelStep step;
  private GrpcProxy proxy;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, OPERATION, QuickServer.class.getName());
    proxy = new GrpcProxy(step.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
    step.close();
  }

  @Test
  void aFirstAttemptDoesNotWaitForIt() {
    Operation theirs = beginUpload(UploadModelStep.model("theirs"));
    AtomicReference<Boolean> ended = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (method.equals("UploadModel")) {
            ended.compareAndSet(null, isDone(theirs));
          }
        });
    assertThat(step.run("--api-endpoint=" + proxy.endpoint())).as(step.errors()).isZero();
    assertThat(ended).hasValue(false);
  }

  @Test
  void whereAnAnswerIsLostItIsNotWaitedForWithoutEnd() {
    Operation theirs = beginUpload(UploadModelStep.model("theirs"));
    step.lookFor(Duration.ofMillis(100), Duration.ofMillis(100));
    AtomicInteger requests = new AtomicInteger();
    AtomicReference<Boolean> ended = new AtomicReference<>();
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.REQUEST && method.equals("UploadModel")) {
            ended.set(isDone(theirs));
            if (requests.incrementAndGet() == 1) {
              throw Status.UNAVAILABLE.asRuntimeException();
            }
          }
        });
    assertThat(step.run("--api-endpoint=" + proxy.endpoint())).as(step.errors()).isZero();
    assertThat(requests).hasValue(2);
    assertThat(ended).as("at the second request").hasValue(false);
  }

  private Operation beginUpload(Model model) {
    return step.clients()
        .models()
        .uploadModelCallable()
        .call(
            UploadModelRequest.newBuilder()
                .setParent(UploadModelStep.PARENT.toString())
                .setModel(model)
                .build());
  }

  private boolean isDone(Operation operation) {
    return step.clients()
        .models()
        .getOperationsClient()
        .getOperation(operation.getName())
        .getDone();
  }
}
