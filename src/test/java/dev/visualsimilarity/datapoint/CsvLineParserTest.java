package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineParserTest {

  private final CsvLineParser parser = new CsvLineParser(2);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The line | its id, as far as it is known | the column of the quote
        "a,\"1,2|a|3",
        "a,1,\"2|a|5",
        "a,1,\"|a|5",
        "a,1,2,\"color=red|a|7",
        "a,1,2,\"color=red,size=L|a|7",
        "a,1,2,\"color=\"\"red\"\"|a|7",
        "a,1,2,\"color=14\"\"|a|7",
        "\"a,b\",1,2,\"color=red|a,b|11",
        "a,1,2,color=14\",\"x=y|a|17",
        "\"a,1,2|``|1",
      })
  void aQuoteThatIsNotClosedIsToldAsThat(String line, String id, int column) {
    RecordException e = catchThrowableOfType(RecordException.class, () -> parser.parse(line));
    assertThat(e.type()).isEqualTo(RecordErrorType.INVALID_CSV_SYNTAX);
    assertThat(e.id()).isEqualTo(id);
    assertThat(e)
        .hasMessageContaining(
            "the quote that opens at column %d is not closed in its line", column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\",\"1\",\"2\",\"color=red\"",
        "a,1,2,\"color=red\"",
        "a,1,2,color=14\",\"color=red\"",
        "a,1,2,\"color=\"\"red\"\"\",\"color=red\"",
      })
  void quotesThatAreClosedAreRead(String line) throws RecordException {
    Datapoint datapoint = parser.parse(line);
    assertThat(datapoint.id()).isEqualTo("a");
    assertThat(datapoint.vector()).containsExactly(1, 2);
    assertThat(datapoint.attributes().restricts().get(0).allow()).contains("red");
  }

  @Test
  void aQuoteWithinAFieldIsAnyCharacter() throws RecordException {
    assertThat(parser.parse("a,1,2,nail=14\"").attributes().restricts())
        .containsExactly(new Restrict("nail", List.of("14\""), List.of()));
  }
}
