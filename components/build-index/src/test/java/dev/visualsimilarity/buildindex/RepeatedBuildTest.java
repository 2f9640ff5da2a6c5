package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step once more, after it was done. */
class RepeatedBuildTest {

  private static final String[] TASK = {
    "--run-name", "Nightly shoes", "--run-id", "r1", "--task-name", "build"
  };

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
  void byHandTheSameCommandMakesAnotherIndex() {
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(step.indexes()).hasSize(2);
  }

  @Test
  void aTaskOfARunThatIsDoneIsNotDoneAgainAndOneOfAnotherRunIs() throws IOException {
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    step.forgetOutputs();
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    assertThat(step.indexes())
        .singleElement()
        .satisfies(
            index ->
                assertThat(index.getLabelsMap())
                    .containsEntry("visual-similarity-run", "nightly-shoes")
                    .containsEntry("visual-similarity-task", "build"));
    String[] another = TASK.clone();
    another[3] = "r2";
    assertThat(step.run(another)).as(step.errors()).isZero();
    assertThat(step.indexes()).hasSize(2);
  }

  @Test
  void aTaskWhoseIndexWasDeletedMakesItAgain() throws Exception {
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    String index = step.output("parameters/index");
    step.clients().indexes().deleteIndexAsync(index).get(30, TimeUnit.SECONDS);
    assertThat(step.run(TASK)).as(step.errors()).isZero();
    assertThat(step.output("parameters/index")).isNotEqualTo(index);
    assertThat(step.indexes()).hasSize(1);
  }
}
