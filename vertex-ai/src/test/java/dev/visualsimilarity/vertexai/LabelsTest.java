package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  private static final Map<String, String> RUN =
      Map.of("VERTEX_AI_PIPELINES_RUN_LABELS", "{\"run\": \"r-1\", \"team\": \"ops\"}");

  @Test
  void theUsersOwnGoOverThoseOfTheRun() {
    assertThat(Labels.parse("{\"team\": \"search\"}", RUN))
        .containsExactlyInAnyOrderEntriesOf(Map.of("run", "r-1", "team", "search"));
  }

  @Test
  void theProjectsOwnGoUnderAllOthers() {
    assertThat(
            Labels.over(Map.of("team", "ours", "visual-similarity-run", "r"), Map.of("team", "a")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "a", "visual-similarity-run", "r"));
  }

  @Test
  void theLabelOfTheStepIsNobodyElses() {
    assertThatThrownBy(() -> Labels.parse("{\"visual-similarity-step\": \"a\"}", Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is kept for the step itself");
  }

  @Test
  void aTextBecomesAValueThatGoogleCloudTakes() {
    assertThat(Labels.value("Run of Shop (a1B2)")).isEqualTo("run-of-shop--a1b2-");
    assertThat(Labels.value("x".repeat(100))).hasSize(63);
    assertThat(Labels.value("")).isEmpty();
  }

  @Test
  void emptyMeansNone() {
    assertThat(Labels.parse("", Map.of())).isEmpty();
    assertThat(Labels.parse("{}", Map.of())).isEmpty();
  }

  @Test
  void readsAnIntegerThatAPipelineWroteAsADouble() {
    assertThat(Labels.parse("{\"release\": 3.0}", Map.of())).containsEntry("release", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "team=search", "{\"a\": {\"b\": 1}}", "{\"a\": null}"})
  void refusesWhatIsNoObjectOfStrings(String json) {
    assertThatThrownBy(() -> Labels.parse(json, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--labels is no JSON object of strings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Team\": \"a\"}", "{\"team\": \"A b\"}", "{\"1a\": \"x\"}"})
  void refusesWhatGoogleCloudDoesNotTake(String json) {
    assertThatThrownBy(() -> Labels.parse(json, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not allowed; use lower-case letters");
  }
}
