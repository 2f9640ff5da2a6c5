package dev.visualsimilarity.pipeline.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|7",
        "7.0|7",
        "-0.0|0",
        "1e3|1000",
        "0.07|0.07",
        "0.0001|0.0001",
        "0.00001|1e-05",
        "-0.0000123|-1.23e-05",
        "123456.5|123456.5",
        "1234567.5|1.2345675e+06",
        "1e400|1e+400",
        "true|true",
        "'\" a \"'|' a '",
        "'\"\"'|''",
        "'[0, 1, \"a\"]'|'[0,1,\"a\"]'",
        "'{\"a\": {\"b\": [true]}}'|'{\"a\":{\"b\":[true]}}'",
        "'[\"<&>\"]'|'[\"<&>\"]'",
      })
  void writesValuesAsKubeflowPipelinesDoes(String json, String text) {
    assertThat(ValueText.of(JsonParser.parseString(json))).isEqualTo(text);
  }

  @Test
  void hugeExponentsStayExponents() {
    assertThat(ValueText.of(new JsonPrimitive(new BigDecimal("-12e2000000000"))))
        .isEqualTo("-1.2e+2000000001");
    assertThat(ValueText.of(new JsonPrimitive(new BigDecimal("12e-2000000000"))))
        .isEqualTo("1.2e-1999999999");
    assertThat(ValueText.of(new JsonPrimitive(Double.NaN))).isEqualTo("NaN");
  }

  @Property
  void anIntegerHasNoFraction(@ForAll int number) {
    assertThat(ValueText.of(new JsonPrimitive((double) number))).isEqualTo(String.valueOf(number));
  }

  @Property
  void noDigitOfANumberIsLost(@ForAll double number) {
    assertThat(Double.parseDouble(ValueText.of(new JsonPrimitive(number)))).isEqualTo(number);
  }
}
