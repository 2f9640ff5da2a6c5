package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection breaks after the service has begun something, and before the step hears of it. */
class LostAnswerTest {

  @TempDir Path folder;
  private BuildIndexStep step;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    step.data("{\"id\":\"a\",\"embedding\":[1,0]}");
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void anIndexWhoseCreationWasNotHeardOfIsGoneOnWith() throws IOException {
    breakAfter("CreateIndex");
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(requests("CreateIndex")).isEqualTo(1);
    assertThat(indexes()).containsExactly(step.index());
  }

  @Test
  void anUpdateThatWasNotHeardOfIsGoneOnWith() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    String index = step.output("parameters/index");
    step.data("{\"id\":\"b\",\"embedding\":[1,1]}");
    breakAfter("UpdateIndex");
    assertThat(step.run("--index", index)).as(step.errors()).isZero();
    assertThat(requests("UpdateIndex")).isEqualTo(1);
    assertThat(step.output("parameters/vectors_count")).isEqualTo("2");
    assertThat(step.output("parameters/gcp_resources")).contains("/operations/");
  }

  @Test
  void aRequestThatNeverArrivedIsSentAgain() throws IOException {
    AtomicBoolean refused = new AtomicBoolean();
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (method.equals("CreateIndex") && !refused.getAndSet(true)) {
                throw Status.UNAVAILABLE.withDescription("no route").asRuntimeException();
              }
            });
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(requests("CreateIndex")).isEqualTo(2);
    assertThat(indexes()).containsExactly(step.index());
  }

  private void breakAfter(String broken) {
    AtomicBoolean done = new AtomicBoolean();
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (moment == Moment.ANSWER && method.equals(broken) && !done.getAndSet(true)) {
                step.proxy().breakConnections();
              }
            });
  }

  private int requests(String method) {
    return Collections.frequency(step.proxy().methods(), method);
  }

  private List<Index> indexes() {
    return StreamSupport.stream(
            step.clients().indexes().listIndexes(BuildIndexStep.PARENT).iterateAll().spliterator(),
            false)
        .toList();
  }
}
