package dev.visualsimilarity.queryindex.byhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no project: --project is empty; give --project ID or set X|no project: -p project is empty; give -p project=ID or set X",
        "check the name, --project and --location|check the name, -p project and -p location",
        "--index-endpoint is in location a; give --location europe-west4|--index-endpoint is in location a; give -p location=europe-west4",
        "no such column; give --title-column or none|no such column; give -p title_column or none",
        "give --index-endpoint NAME|give --index-endpoint NAME",
        "a--b and $1 -- are none|a--b and $1 -- are none",
      })
  void flagsThatTheCommandHasNotAreItsParameters(String message, String told) {
    assertThat(PipelineParameters.inWordsOf(Set.of("index-endpoint"), message)).isEqualTo(told);
  }
}
