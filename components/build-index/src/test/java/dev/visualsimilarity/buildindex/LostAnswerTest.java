package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import dev.visualsimilarity.testing.process.JavaProgram;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    assertThat(step.requests("CreateIndex")).isEqualTo(1);
    assertThat(step.indexes()).containsExactly(step.index());
  }

  @Test
  void anUpdateThatWasNotHeardOfIsGoneOnWith() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    String index = step.output("parameters/index");
    step.data("{\"id\":\"b\",\"embedding\":[1,1]}");
    breakAfter("UpdateIndex");
    assertThat(step.run("--index", index)).as(step.errors()).isZero();
    assertThat(step.requests("UpdateIndex")).isEqualTo(1);
    assertThat(step.output("parameters/vectors_count")).isEqualTo("2");
    assertThat(step.output("parameters/gcp_resources")).contains("/operations/");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "INTERNAL", "UNKNOWN"})
  void aRequestThatNeverArrivedIsSentAgain(Status.Code code) throws IOException {
    step.lookFor(Duration.ofMillis(300));
    answerOnce(code);
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(step.requests("CreateIndex")).isEqualTo(2);
    assertThat(step.indexes()).containsExactly(step.index());
  }

  @Test
  void aRequestThatIsRefusedIsNotLookedForNorSentAgain() throws IOException {
    answerOnce(Status.Code.INVALID_ARGUMENT);
    assertThat(step.run()).isEqualTo(1);
    assertThat(step.errors()).contains("the service refuses the request: as told");
    assertThat(step.requests("CreateIndex")).isEqualTo(1);
    long start = System.nanoTime();
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void aRequestThatArrivesLongAfterTheKillIsFoundByTheNote() throws Exception {
    JavaProgram program = new JavaProgram(BuildIndex.class.getName(), folder.resolve("log"));
    String[] task = {"--run-id", "r1", "--task-name", "build"};
    AtomicReference<Process> process = new AtomicReference<>();
    CountDownLatch looked = new CountDownLatch(1);
    AtomicBoolean killed = new AtomicBoolean();
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (moment == Moment.REQUEST && method.equals("CreateIndex")) {
                process.get().destroyForcibly();
                process.get().onExit().join();
                killed.set(true);
                await(looked);
              } else if (killed.get() && looks() > 4) {
                // The next attempt has looked for the index and seen nothing.
                looked.countDown();
              }
            });
    process.set(program.start(step.arguments(task)));
    assertThat(program.await(process.get())).isEqualTo(137);
    step.forgetOutputs();
    assertThat(step.run(task)).as(step.errors()).isZero();
    assertThat(step.requests("CreateIndex")).isEqualTo(1);
    assertThat(step.indexes()).containsExactly(step.index());
  }

  private void answerOnce(Status.Code code) {
    AtomicBoolean answered = new AtomicBoolean();
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (method.equals("CreateIndex") && !answered.getAndSet(true)) {
                throw code.toStatus().withDescription("as told").asRuntimeException();
              }
            });
  }

  private int looks() {
    return step.requests("ListOperations");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
}
