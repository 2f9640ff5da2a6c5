package dev.visualsimilarity.pipeline.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:09:10Z");

  @Test
  void isThePipelinesNameAndTheTime() {
    assertThat(JobIds.create("visual-similarity", NOW))
        .isEqualTo("visual-similarity-20261125080910");
    assertThat(JobIds.create("3 Shoes & hats!", NOW)).isEqualTo("shoes-hats-20261125080910");
  }

  @Property(tries = 200)
  void isValidWhateverThePipelineIsCalled(@ForAll String name) {
    String id = JobIds.create(name, NOW);
    assertThat(JobIds.checked(id)).endsWith("-20261125080910");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Run", "1st", "a_b", "-a", "a/b"})
  void refusesWhatTheServiceDoes(String id) {
    assertThatThrownBy(() -> JobIds.checked(id))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--job-id is not valid: '" + id + "'");
  }
}
