package dev.visualsimilarity.pipeline.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final Map<String, JsonElement> INPUTS =
      Map.of(
          "mode", new JsonPrimitive("full"),
          "n", new JsonPrimitive(3.0),
          "share", new JsonPrimitive(0.5),
          "upload", new JsonPrimitive(true),
          "pipelinechannel--a-b", new JsonPrimitive("7"));

  private static final Map<String, Kind> KINDS =
      Map.of(
          "mode", Kind.TEXT,
          "n", Kind.NUMBER,
          "share", Kind.NUMBER,
          "upload", Kind.FLAG,
          "list", Kind.OTHER,
          "pipelinechannel--a-b", Kind.TEXT);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "inputs.parameter_values['mode'] == 'full'; true",
        "inputs.parameter_values['mode'] != \"full\"; false",
        "inputs.parameter_values['mode'] < 'g'; true",
        "int(inputs.parameter_values['n']) > 3; false",
        "int(inputs.parameter_values['n']) >= 3; true",
        "int(inputs.parameter_values['n']) == -3; false",
        "inputs.parameter_values['share'] <= 0.5; true",
        "double(inputs.parameter_values['n']) == 3.0; true",
        "int(inputs.parameter_values['pipelinechannel--a-b']) == 7; true",
        "string(inputs.parameter_values['upload']) == 'true'; true",
        "inputs.parameter_values['upload'] == true; true",
        "inputs.parameter_values['upload']; true",
        "!(inputs.parameter_values['upload'] == true); false",
        "!(inputs.parameter_values['upload'] == true) && inputs.parameter_values['mode'] == 'full'; false",
        "false || inputs.parameter_values['upload'] && true; true",
        "(true || false) && false; false",
        "true || false && false; true",
      })
  void answersWhatPipelinesAsk(String text, boolean answer) {
    Condition condition = Condition.parse(text);
    assertThatCode(() -> condition.check(KINDS)).doesNotThrowAnyException();
    assertThat(condition.test(INPUTS)).isEqualTo(answer);
    assertThat(condition).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "inputs.parameter_values['no'] == 'x'; asks for an input that the task does not have: no",
        "inputs.parameter_values['n'] > 3; compares a number with an integer; write int",
        "inputs.parameter_values['mode'] == true; compares text with true or false",
        "inputs.parameter_values['list'] == 'x'; cannot compare the input list",
        "inputs.parameter_values['mode']; gives text, not true or false",
        "!inputs.parameter_values['mode']; has text where true or false is needed",
        "inputs.parameter_values['upload'] < true; orders true and false by <",
      })
  void refusesWhatCannotBeAnswered(String text, String problem) {
    Condition condition = Condition.parse(text);
    assertThatThrownBy(() -> condition.check(KINDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``; ends too early",
        "true &&; ends too early",
        "(true; needs ')' at its end",
        "true true; goes on with 'true'",
        "size(x) > 1; has 'size' where a value or an input is needed",
        "inputs.parameter_values[mode] == 1; needs the quoted name",
        "inputs.artifacts['x']; has what is not understood at '.artifacts",
        "1 + 1 == 2; has what is not understood at '+",
      })
  void refusesWhatItDoesNotKnow(String text, String problem) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void saysWhichInputHasNoValue() {
    Condition condition = Condition.parse("inputs.parameter_values['list'] == 'x'");
    assertThatThrownBy(() -> condition.test(Map.of()))
        .hasMessageContaining("the input list, which has no value");
    assertThatThrownBy(() -> condition.test(Map.of("list", new JsonArray())))
        .hasMessageContaining("the input list, which has no value");
  }
}
