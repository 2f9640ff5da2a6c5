package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineParserTest {
  private final JsonLineParser reader = new JsonLineParser(2);

  @Test
  void readsEveryMemberAndSkipsUnknownOnes() throws RecordException {
    Datapoint datapoint =
        reader.parse(
            """
            {"id": "shoe", "new_member": {"deep": [1]}, "embedding": [1e-3, -2.5],
             "restricts": [{"namespace": "color", "allow": ["red"], "deny": ["blue"], "x": 1}],
             "numeric_restricts": [{"namespace": "price", "value_float": 9.5},
                                   {"namespace": "stock", "value_int": 12},
                                   {"namespace": "weight", "value_double": 0.1}],
             "crowding_tag": "brand", "embedding_metadata": {"a": 1}}
            """);

    assertThat(datapoint.id()).isEqualTo("shoe");
    assertThat(datapoint.vector()).containsExactly(1e-3f, -2.5f);
    assertThat(datapoint.attributes().restricts())
        .containsExactly(new Restrict("color", List.of("red"), List.of("blue")));
    assertThat(datapoint.attributes().numericRestricts())
        .containsExactly(
            new NumericRestrict("price", 9.5f),
            new NumericRestrict("stock", 12L),
            new NumericRestrict("weight", 0.1));
    assertThat(datapoint.attributes().crowdingTag()).isEqualTo(Optional.of("brand"));
  }

  @Test
  void readsFloatsWithoutRoundingTwice() throws RecordException {
    // The nearest double of this lies on the middle between two floats.
    String text = "1.00000017881393432617187499";

    assertThat(reader.parse("{\"id\":\"a\",\"embedding\":[" + text + ",0]}").vector()[0])
        .isEqualTo(Float.parseFloat(text))
        .isNotEqualTo((float) Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          EMPTY_LINE               | the line is empty | ~   ~
          INVALID_JSON_SYNTAX      | not JSON | {"id": "a", "embedding": [1, 2]
          INVALID_JSON_SYNTAX      | not JSON | {"id": "a", "embedding": [1, NaN]}
          INVALID_JSON_SYNTAX      | not JSON | {"id": "a", "embedding": [1, 2]} {}
          INVALID_JSON_SYNTAX      | a record is a JSON object | [1, 2]
          INVALID_EMBEDDING_ID     | no id | {"embedding": [1, 2]}
          INVALID_EMBEDDING_ID     | must be a string | {"id": 7, "embedding": [1, 2]}
          INVALID_EMBEDDING_ID     | no id | {"id": "", "embedding": [1, 2]}
          EMBEDDING_SIZE_MISMATCH  | embedding has 3 numbers, the index has 2 dimensions | {"id": "a", "embedding": [1, 2, 3]}
          EMBEDDING_SIZE_MISMATCH  | embedding has 0 numbers | {"id": "a", "embedding": []}
          INVALID_EMBEDDING        | no embedding | {"id": "a"}
          INVALID_EMBEDDING        | embedding[1] must be a number | {"id": "a", "embedding": [1, "2"]}
          INVALID_EMBEDDING        | embedding[1] must be a number | {"id": "a", "embedding": [1, null]}
          INVALID_EMBEDDING        | embedding[1] cannot be 1e39 | {"id": "a", "embedding": [1, 1e39]}
          INVALID_EMBEDDING        | must be an array of numbers | {"id": "a", "embedding": "1,2"}
          INVALID_SPARSE_EMBEDDING | not supported | {"id": "a", "sparse_embedding": {"values": [1], "dimensions": [3]}}
          NAMESPACE_MISSING        | no namespace | {"id": "a", "embedding": [1, 2], "restricts": [{"allow": ["x"]}]}
          NAMESPACE_MISSING        | no namespace | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"value_int": 1}]}
          DUPLICATE_NAMESPACE      | namespace 'n' is there twice | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n"}, {"namespace": "n"}]}
          INVALID_TOKEN_VALUE      | not a string | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n", "allow": [3]}]}
          INVALID_TOKEN_VALUE      | is empty | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n", "allow": [""]}]}
          OP_IN_DATAPOINT          | no op | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1, "op": "LESS"}]}
          MULTIPLE_VALUES          | more than one value | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1, "value_float": 1}]}
          INVALID_NUMERIC_VALUE    | value_int cannot be 1.5 | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1.5}]}
          INVALID_NUMERIC_VALUE    | 0 values | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n"}]}
          PARSING_ERROR            | restricts | {"id": "a", "embedding": [1, 2], "restricts": "red"}
          PARSING_ERROR            | crowding_tag must be a string | {"id": "a", "embedding": [1, 2], "crowding_tag": 3}
          INVALID_JSON_SYNTAX      | not JSON | {"id": "a", "embedding": [1,]}
          INVALID_EMBEDDING        | must be an array of numbers | {"id": "a", "embedding": {}}
          INVALID_JSON_SYNTAX      | not a record | [1]
          DUPLICATE_NAMESPACE      | namespace 'n' is there twice | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1}, {"namespace": "n", "value_int": 1}]}
          INVALID_NUMERIC_VALUE    | value_float cannot be 1e39 | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_float": 1e39}]}
          INVALID_NUMERIC_VALUE    | must be a number | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": "1"}]}
          """)
  void refusesWhatTheServiceRefuses(RecordErrorType type, String message, String line) {
    RecordException e = refused(reader, line);

    assertThat(e.type()).isEqualTo(type);
    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").contains(message);
  }

  @Test
  void remembersTheIdOfARecordThatIsBadAfterIt() {
    assertThat(refused(reader, "{\"id\": \"shoe\", \"embedding\": [1]}").id()).isEqualTo("shoe");
    assertThat(refused(reader, "{\"id\": \"boot\", \"embedding\": [1, 2]").id()).isEqualTo("boot");
    assertThat(refused(reader, "{\"id\": \"sock\"}").id()).isEqualTo("sock");
  }

  @Test
  void forgetsTheIdOfTheRecordBefore() throws RecordException {
    reader.parse("{\"id\": \"shoe\", \"embedding\": [1, 2]}");

    assertThat(refused(reader, "oops").id()).isEmpty();
    assertThat(refused(reader, "").id()).isEmpty();
  }

  @Test
  void takesAnyNumberOfComponentsWhereItKnowsNoDimensions() throws RecordException {
    JsonLineParser any = new JsonLineParser(0);
    for (int size : new int[] {1, 3000, 2, 2048, 2048, 1024, 5}) {
      String numbers =
          IntStream.range(0, size).mapToObj(String::valueOf).collect(Collectors.joining(","));
      float[] vector = any.parse("{\"id\":\"a\",\"embedding\":[" + numbers + "]}").vector();
      assertThat(vector).hasSize(size);
      assertThat(IntStream.range(0, size)).allMatch(i -> vector[i] == i);
    }
    RecordException none = refused(any, "{\"id\":\"a\",\"embedding\":[]}");
    assertThat(none.type()).isEqualTo(RecordErrorType.INVALID_EMBEDDING);
    assertThat(none).hasMessageContaining("no embedding");
  }

  @Property
  void everyDecimalGivesTheNearestFloat(
      @ForAll @BigRange(min = "-3.4e38", max = "3.4e38") @Scale(60) BigDecimal wide,
      @ForAll @BigRange(min = "-1", max = "1") @Scale(60) BigDecimal narrow,
      @ForAll int bits)
      throws RecordException {
    float any = Float.intBitsToFloat(bits);
    BigDecimal middle =
        Math.abs(any) < Float.MAX_VALUE
            ? new BigDecimal(any)
                .add(new BigDecimal(Math.nextUp(any)))
                .divide(BigDecimal.valueOf(2))
            : BigDecimal.ONE;

    for (BigDecimal decimal : List.of(wide, narrow, middle)) {
      for (String text : List.of(decimal.toString(), decimal.toPlainString())) {
        if (Float.isFinite(Float.parseFloat(text))) {
          String line = "{\"id\":\"a\",\"embedding\":[%s,1]}".formatted(text);
          assertThat(new JsonLineParser(2).parse(line).vector()[0])
              .isEqualTo(Float.parseFloat(text));
        }
      }
    }
  }

  private static RecordException refused(JsonLineParser reader, String line) {
    return catchThrowableOfType(RecordException.class, () -> reader.parse(line));
  }
}
