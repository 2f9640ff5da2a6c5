package dev.visualsimilarity.pipeline.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantsTest {

  private final Constants constants =
      new Constants(
          "preprocess",
          new Job("job-1", "uuid-1", Instant.parse("2026-11-23T10:00:00.123Z")),
          Map.of("dir", new JsonPrimitive("gs://b/run"), "n", new JsonPrimitive(2)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'text'|'text'",
        "7|7",
        "'{{$.inputs.parameters['dir']}}/tensors-{{$.inputs.parameters['n']}}'|'gs://b/run/tensors-2'",
        "['{{$.inputs.parameters['n']}}', 1]|['2',1]",
        "{'a': {'b': '{{$.inputs.parameters['dir']}}'}}|{'a':{'b':'gs://b/run'}}",
        "'{{$.pipeline_job_name}}'|'job-1'",
        "'{{$.pipeline_job_uuid}}'|'uuid-1'",
        "'{{$.pipeline_task_name}}'|'preprocess'",
        "'{{$.pipeline_job_create_time_utc}}'|'2026-11-23T10:00:00Z'",
      })
  void putsInputsAndNamesOfTheJobIntoConstants(String constant, String resolved) {
    assertThat(constants.resolve(JsonParser.parseString(json(constant))))
        .hasToString(json(resolved));
  }

  @Test
  void namesOfTheJobMustBeTheWholeConstant() {
    assertThatThrownBy(() -> constants.resolve(new JsonPrimitive("x-{{$.pipeline_job_name}}")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("task preprocess: cannot resolve {{$.pipeline_job_name}}");
  }

  @Test
  void anInputThatIsNotThereIsAnError() {
    assertThatThrownBy(
            () -> constants.resolve(new JsonPrimitive("{{$.inputs.parameters['none']}}")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot resolve {{$.inputs.parameters['none']}}");
  }

  /** Double quotes for single ones, except those of placeholders. */
  private static String json(String text) {
    return text.replace("['dir']", "[%dir%]")
        .replace("['n']", "[%n%]")
        .replace('\'', '"')
        .replace('%', '\'');
  }
}
