package dev.visualsimilarity.vertexai.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction.Operator;
import dev.visualsimilarity.catalog.NumericType;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FilterOptionsTest {

  @Test
  void gathersTokensByNamespaceFromListsAndRepeatedFlags() {
    SearchFilter filter =
        filter(
            "--allow=color=red,color=blue",
            "--allow=[\"size=a=b\", \"brand=x, y\"]",
            "--deny=color=green");
    assertThat(filter.restricts())
        .containsExactly(
            new Restrict("brand", List.of("x, y"), List.of()),
            new Restrict("color", List.of("red", "blue"), List.of("green")),
            new Restrict("size", List.of("a=b"), List.of()));
    assertThat(filter).hasToString("brand=x, y, color=red, color=blue, not color=green, size=a=b");
  }

  @ParameterizedTest
  @CsvSource({
    "price<50,      price, LESS,          50.0,  Float",
    "price<=50.5,   price, LESS_EQUAL,    50.5,  Float",
    "price = 3,     price, EQUAL,         3.0,   Float",
    "price==3,      price, EQUAL,         3.0,   Float",
    "price>=-1:int, price, GREATER_EQUAL, -1,    Long",
    "price>1:double,price, GREATER,       1.0,   Double",
    "stock!=0,      stock, NOT_EQUAL,     0,     Long",
  })
  void readsConditionsWithTheTypeGivenOrKnown(
      String text, String namespace, Operator operator, String value, String type) {
    assertThat(filter("--numeric=" + text).numericConditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.namespace()).isEqualTo(namespace);
              assertThat(condition.operator()).isEqualTo(operator);
              assertThat(condition.value()).hasToString(value);
              assertThat(condition.value().getClass().getSimpleName()).isEqualTo(type);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "=red", "color="})
  void refusesAnItemWithoutNamespaceOrToken(String item) {
    assertThatThrownBy(() -> filter("--deny=" + item))
        .isInstanceOf(UserException.class)
        .hasMessage("--deny: '%s' is not namespace=token; give one such as category=shoes", item);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price|is not a condition; give NAMESPACE",
        "<3|is not a condition; give NAMESPACE",
        "price<cheap|is not a number",
        "price<1.5:int|is not a 64-bit integer",
        "price<1:byte|is unknown; allowed are int, float and double",
      })
  void refusesWhatIsNoCondition(String text, String message) {
    assertThatThrownBy(() -> filter("--numeric=" + text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTokenTakesThePlaceOfThoseAskedForInItsNamespace() {
    SearchFilter filter = filter("--allow=color=red,size=s", "--deny=color=green");
    assertThat(filter.withToken("color", "blue").restricts())
        .containsExactly(
            new Restrict("size", List.of("s"), List.of()),
            new Restrict("color", List.of("blue"), List.of("green")));
  }

  @Test
  void withoutFlagsThereIsNoFilter() {
    assertThat(filter().isNone()).isTrue();
    assertThat(filter("--allow=", "--numeric=[]").isNone()).isTrue();
    assertThatThrownBy(() -> filter("--per-crowding-attribute-neighbor-count=-1"))
        .hasMessageContaining("must be 0 or more, not -1");
  }

  private static SearchFilter filter(String... args) {
    FilterOptions options = new FilterOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("filter", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs(args);
    return options.filter(Map.of("stock", NumericType.INT));
  }
}
