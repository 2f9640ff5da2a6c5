package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {

  private static final String SHARED = "gs://shop/runs/{run_id}/work";

  @Test
  void putsTheIdOfTheRunInItsPlace() {
    assertThat(RunDirectory.parse(SHARED, " 7301 ")).hasToString("gs://shop/runs/7301/work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7301", "{{$.pipeline_job_uuid}}"})
  void leavesOtherDirectoriesAsTheyAre(String runId) {
    assertThat(RunDirectory.parse("gs://shop/work", runId)).hasToString("gs://shop/work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{{$.pipeline_job_uuid}}"})
  void refusesTheDirectoryOfNoRun(String runId) {
    assertThatThrownBy(() -> RunDirectory.parse(SHARED, runId))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "gs://shop/runs/{run_id}/work is the directory of a run, but --run-id is empty: give it,"
                + " or a URI without {run_id}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", "a b"})
  void refusesAnIdThatIsNoName(String runId) {
    assertThatThrownBy(() -> RunDirectory.parse(SHARED, runId))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--run-id " + runId + " cannot stand in " + SHARED);
  }
}
