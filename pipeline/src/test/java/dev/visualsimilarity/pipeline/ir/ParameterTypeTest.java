package dev.visualsimilarity.pipeline.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "STRING|' a ;'|'\" a ;\"'",
        "STRING|'[1]'|'\"[1]\"'",
        "NUMBER_INTEGER|' 7;'|7",
        "NUMBER_INTEGER|7.0|7.0",
        "NUMBER_INTEGER|-9007199254740991|-9007199254740991",
        "NUMBER_DOUBLE|1e-05|0.00001",
        "BOOLEAN|True;|true",
        "BOOLEAN|0|false",
        "LIST|'[0, 1.0, \"a\"]'|'[0,1.0,\"a\"]'",
        "STRUCT|'{\"a\": {\"b\": null}}'|'{\"a\":{\"b\":null}}'",
      })
  // A semicolon stands for a line break.
  void readsWhatProgramsWrite(ParameterType type, String text, String json) {
    assertThat(type.parse(text.replace(';', '\n'))).hasToString(json.replace(";", "\\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBER_INTEGER|7.5",
        "NUMBER_INTEGER|seven",
        "NUMBER_INTEGER|''",
        "NUMBER_INTEGER|9007199254740992",
        "NUMBER_DOUBLE|NaN",
        "NUMBER_DOUBLE|0x10",
        "NUMBER_DOUBLE|1e309",
        "NUMBER_DOUBLE|-1e2000000000",
        "NUMBER_INTEGER|1e2000000000",
        "LIST|'[[1e309]]'",
        "STRUCT|'{\"a\": [1e309]}'",
        "BOOLEAN|yes",
        "LIST|{}",
        "LIST|'[1,]'",
        "LIST|'[1] [2]'",
        "LIST|'[a]'",
        "STRUCT|[]",
        "STRUCT|'{a: 1}'",
      })
  void refusesTextOfAnotherType(ParameterType type, String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> type.parse(text));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void noTypeAcceptsANumberThatIsNotFinite(double number) {
    JsonPrimitive value = new JsonPrimitive(number);
    JsonArray list = new JsonArray();
    list.add(value);
    JsonObject map = new JsonObject();
    map.add("a", list);
    for (ParameterType type : ParameterType.values()) {
      assertThat(Stream.of(value, list, map)).noneMatch(type::accepts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STRING,false",
    "NUMBER_INTEGER,true",
    "NUMBER_DOUBLE,true",
    "BOOLEAN,false",
    "LIST,false",
    "STRUCT,false"
  })
  void anIntegerIsANumberAndNothingElse(ParameterType type, boolean accepted) {
    assertThat(type.accepts(new JsonPrimitive(7))).isEqualTo(accepted);
  }
}
