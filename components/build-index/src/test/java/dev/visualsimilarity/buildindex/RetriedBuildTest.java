package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline tries a task again whose data are bad. The step finds bad data before it pays: here
 * they are bad for the service alone.
 */
class RetriedBuildTest {

  private static final String A = "{\"id\":\"a\",\"embedding\":[1,0]}";
  private static final String B = "{\"id\":\"b\",\"embedding\":[0,1]}";
  private static final String BAD = "{\"id\":\"b\",\"embedding\":[1,2,3]}";
  private static final String[] TASK = {"--run-id", "r1", "--task-name", "build"};

  @TempDir Path folder;
  private BuildIndexStep step;
  private Path file;
  private FileTime written;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    file = step.data(A, B);
    written = Files.getLastModifiedTime(file);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void whatTheServiceFoundIsToldAgainAndNothingIsBuilt() throws IOException {
    assertThat(runWhereTheServiceReads(List.of(A, BAD), TASK)).isEqualTo(1);
    String told = step.errors();
    assertThat(told).contains("FAILED_PRECONDITION", "EMBEDDING_SIZE_MISMATCH");
    for (int retry = 1; retry <= 2; retry++) {
      step.forgetOutputs();
      assertThat(step.run(TASK)).isEqualTo(1);
      assertThat(step.errors()).isEqualTo(told.repeat(retry + 1));
      assertThat(step.requests("CreateIndex")).isZero();
      assertThat(step.output("artifacts/service_validation")).contains("EMBEDDING_SIZE_MISMATCH");
      assertThat(step.output("executor_error.json")).contains("EMBEDDING_SIZE_MISMATCH");
    }
    step.data(A, B);
    assertThat(step.run(TASK)).as("of data that are mended: %s", step.errors()).isZero();
    assertThat(step.indexes()).hasSize(1);
  }

  @Test
  void anotherRunAndSomebodyByHandAreNotTheSame() throws IOException {
    assertThat(runWhereTheServiceReads(List.of(A, BAD), TASK)).isEqualTo(1);
    step.forgetOutputs();
    assertThat(step.run("--run-id", "r2", "--task-name", "build")).as(step.errors()).isZero();
    step.forgetOutputs();
    assertThat(runWhereTheServiceReads(List.of(A, BAD))).isEqualTo(1);
    assertThat(step.run()).as(step.errors()).isZero();
  }

  @Test
  void aMistakeIsKnownWithoutTheNameOfItsOperation() throws IOException {
    assertThat(runWhereTheServiceReads(List.of(A, BAD), TASK)).isEqualTo(1);
    String told = step.errors();
    step.forgetOutputs();
    Path note = onlyNote();
    Files.writeString(note, Files.readString(note).replaceFirst(",\"operation\":\"[^\"]*\"", ""));
    step.lookFor(Duration.ofMillis(300));
    assertThat(step.run(TASK)).isEqualTo(1);
    assertThat(step.requests("CreateIndex")).isZero();
    assertThat(step.errors()).isEqualTo(told.repeat(2));
    assertThat(step.output("artifacts/service_validation")).contains("EMBEDDING_SIZE_MISMATCH");
  }

  @Test
  void anIndexThatHoldsTooLittleIsLookedAtAgainAndNotBuiltAgain() throws IOException {
    assertThat(runWhereTheServiceReads(List.of(A), TASK)).isEqualTo(1);
    String told = step.errors();
    assertThat(told).contains("holds 1 vectors, not 2 as ");
    step.forgetOutputs();
    assertThat(step.run(TASK)).isEqualTo(1);
    assertThat(step.errors()).isEqualTo(told.repeat(2));
    assertThat(step.requests("CreateIndex")).isZero();
    step.data(A, B);
    assertThat(step.run(TASK)).as("of data that have changed: %s", step.errors()).isZero();
    assertThat(step.output("parameters/vectors_count")).isEqualTo("2");
    assertThat(step.indexes()).hasSize(2);
  }

  private Path onlyNote() throws IOException {
    try (Stream<Path> notes = Files.list(folder.resolve("data-state/build-index"))) {
      return notes.findFirst().orElseThrow();
    }
  }

  /**
   * Runs the step, and gives the service other data than the step has read; afterwards they are as
   * they were before.
   */
  private int runWhereTheServiceReads(List<String> lines, String... args) throws IOException {
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (moment == Moment.REQUEST && method.equals("CreateIndex")) {
                try {
                  step.data(lines.toArray(String[]::new));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    int code = step.run(args);
    step.proxy().listen((moment, method, number) -> {});
    step.data(A, B);
    Files.setLastModifiedTime(file, written);
    return code;
  }
}
