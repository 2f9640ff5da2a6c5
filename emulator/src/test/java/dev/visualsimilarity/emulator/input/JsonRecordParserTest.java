package dev.visualsimilarity.emulator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordParserTest {
  private final JsonRecordParser parser = new JsonRecordParser(2);

  @Test
  void readsEveryMemberAndSkipsUnknownOnes() throws RecordException {
    Datapoint datapoint =
        parser.parse(
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

    assertThat(parser.parse("{\"id\":\"a\",\"embedding\":[" + text + ",0]}").vector()[0])
        .isEqualTo(Float.parseFloat(text))
        .isNotEqualTo((float) Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          EMPTY_LINE              | ~   ~
          INVALID_JSON_SYNTAX     | {"id": "a", "embedding": [1, 2]
          INVALID_JSON_SYNTAX     | {"id": "a", "embedding": [1, NaN]}
          INVALID_JSON_SYNTAX     | {"id": "a", "embedding": [1, 2]} {}
          INVALID_JSON_SYNTAX     | [1, 2]
          INVALID_EMBEDDING_ID    | {"embedding": [1, 2]}
          INVALID_EMBEDDING_ID    | {"id": 7, "embedding": [1, 2]}
          INVALID_EMBEDDING_ID    | {"id": "", "embedding": [1, 2]}
          EMBEDDING_SIZE_MISMATCH | {"id": "a", "embedding": [1, 2, 3]}
          EMBEDDING_SIZE_MISMATCH | {"id": "a", "embedding": []}
          INVALID_EMBEDDING       | {"id": "a"}
          INVALID_EMBEDDING       | {"id": "a", "embedding": [1, "2"]}
          INVALID_EMBEDDING       | {"id": "a", "embedding": [1, null]}
          INVALID_EMBEDDING       | {"id": "a", "embedding": [1, 1e39]}
          INVALID_EMBEDDING       | {"id": "a", "embedding": "1,2"}
          INVALID_SPARSE_EMBEDDING| {"id": "a", "sparse_embedding": {"values": [1], "dimensions": [3]}}
          NAMESPACE_MISSING       | {"id": "a", "embedding": [1, 2], "restricts": [{"allow": ["x"]}]}
          NAMESPACE_MISSING       | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"value_int": 1}]}
          DUPLICATE_NAMESPACE     | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n"}, {"namespace": "n"}]}
          INVALID_TOKEN_VALUE     | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n", "allow": [3]}]}
          INVALID_TOKEN_VALUE     | {"id": "a", "embedding": [1, 2], "restricts": [{"namespace": "n", "allow": [""]}]}
          OP_IN_DATAPOINT         | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1, "op": "LESS"}]}
          MULTIPLE_VALUES         | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1, "value_float": 1}]}
          INVALID_NUMERIC_VALUE   | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n", "value_int": 1.5}]}
          INVALID_NUMERIC_VALUE   | {"id": "a", "embedding": [1, 2], "numeric_restricts": [{"namespace": "n"}]}
          PARSING_ERROR           | {"id": "a", "embedding": [1, 2], "restricts": "red"}
          PARSING_ERROR           | {"id": "a", "embedding": [1, 2], "crowding_tag": 3}
          """)
  void refusesWhatTheServiceRefuses(RecordErrorType type, String line) {
    RecordException e = catchThrowableOfType(RecordException.class, () -> parser.parse(line));

    assertThat(e.type()).isEqualTo(type);
    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void remembersTheIdOfARecordThatIsBadAfterIt() {
    assertThatThrownBy(() -> parser.parse("{\"id\": \"shoe\", \"embedding\": [1]}"))
        .isInstanceOf(RecordException.class);

    assertThat(parser.id()).isEqualTo("shoe");
  }
}
