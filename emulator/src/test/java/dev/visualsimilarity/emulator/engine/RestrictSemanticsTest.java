package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens are written as the service's documentation does: {@code !} denies. */
class RestrictSemanticsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # query      | datapoints that pass, of those named by their own tokens
          red          | red; red,blue; red,!blue
          blue         | blue; red,blue
          red,blue     | red; blue; red,blue
          !red         | -; blue; !blue; blue,!blue
          red,!blue    | red; red,!blue
          orange       | ''
          -            | -; red; blue; red,blue; red,!blue; !blue; blue,!blue
          """)
  void aQueryPassesTheDatapointsThatTheDocumentationNames(String query, String expected) {
    IndexSnapshot index = index("-", "red", "blue", "red,blue", "red,!blue", "!blue", "blue,!blue");
    Filter filter =
        query.equals("-") ? Filter.NONE : new Filter(List.of(restrict(query)), List.of());

    assertThat(passing(index, filter))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected.split("; ", -1)).filter(id -> !id.isEmpty()).toList());
  }

  @Test
  void namespacesAreJoinedByAnd() {
    IndexSnapshot.Builder builder = builder();
    put(builder, "both", new Restrict("color", List.of("red"), List.of()), shape("round"));
    put(builder, "color", new Restrict("color", List.of("red"), List.of()));
    put(builder, "shape", shape("round"));
    Filter filter = new Filter(List.of(restrict("red"), shape("round")), List.of());

    assertThat(passing(builder.build(), filter)).containsExactly("both");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # two restricts on one namespace | datapoints that pass
          red      | blue    | red; blue; red,blue
          red,blue | red     | red; blue; red,blue
          red      | !blue   | red; red,!blue
          !red     | !blue   | -; !blue
          !red     | blue    | blue
          """)
  void restrictsOnOneNamespaceAreOne(String first, String second, String expected) {
    IndexSnapshot index = index("-", "red", "blue", "red,blue", "red,!blue", "!blue", "blue,!blue");
    Filter filter = new Filter(List.of(restrict(first), restrict(second)), List.of());

    assertThat(passing(index, filter)).containsExactlyInAnyOrder(expected.split("; ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "LESS, 5, a",
    "LESS_EQUAL, 5, a b",
    "EQUAL, 5, b",
    "GREATER_EQUAL, 5, b c",
    "GREATER, 5, c",
    "NOT_EQUAL, 5, a c"
  })
  void aNumericConditionComparesTheDatapointsValueWithTheQuerys(
      Operator operator, long value, String expected) {
    Filter filter = new Filter(List.of(), List.of(new NumericCondition("price", operator, value)));

    assertThat(passing(priced(), filter)).containsExactly(expected.split(" ", -1));
  }

  @Test
  void conditionsOnOneNamespaceMakeARange() {
    Filter filter =
        new Filter(
            List.of(),
            List.of(
                new NumericCondition("price", Operator.GREATER, 1L),
                new NumericCondition("price", Operator.LESS, 9L)));

    assertThat(passing(priced(), filter)).containsExactly("b");
  }

  @Test
  void refusesANumberOfAnotherTypeThanTheNamespaces() {
    Filter filter =
        new Filter(List.of(), List.of(new NumericCondition("price", Operator.LESS, 5.0f)));

    assertThatThrownBy(() -> passing(priced(), filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("price", "Long", "Float");
  }

  @Test
  void negativeZeroEqualsZero() {
    IndexSnapshot.Builder builder = builder();
    builder.put(numbered("a", -0.0));
    Filter filter =
        new Filter(List.of(), List.of(new NumericCondition("price", Operator.EQUAL, 0.0)));

    assertThat(passing(builder.build(), filter)).containsExactly("a");
  }

  private static IndexSnapshot priced() {
    IndexSnapshot.Builder builder = builder();
    builder.put(numbered("a", 1L)).put(numbered("b", 5L)).put(numbered("c", 9L));
    put(builder, "unpriced");
    return builder.build();
  }

  private static Datapoint numbered(String id, Number price) {
    return new Datapoint(
        id,
        new float[] {1},
        new Attributes(List.of(), List.of(new NumericRestrict("price", price)), Optional.empty()));
  }

  private static IndexSnapshot index(String... tokens) {
    IndexSnapshot.Builder builder = builder();
    for (String token : tokens) {
      if (token.equals("-")) {
        put(builder, token);
      } else {
        put(builder, token, restrict(token));
      }
    }
    return builder.build();
  }

  private static Restrict restrict(String tokens) {
    List<String> all = Arrays.asList(tokens.split(",", -1));
    return new Restrict(
        "color",
        all.stream().filter(token -> !token.startsWith("!")).toList(),
        all.stream().filter(token -> token.startsWith("!")).map(t -> t.substring(1)).toList());
  }

  private static Restrict shape(String token) {
    return new Restrict("shape", List.of(token), List.of());
  }

  private static void put(IndexSnapshot.Builder builder, String id, Restrict... restricts) {
    builder.put(
        new Datapoint(
            id, new float[] {1}, new Attributes(List.of(restricts), List.of(), Optional.empty())));
  }

  private static IndexSnapshot.Builder builder() {
    return new IndexSnapshot.Builder(
        new IndexSettings(
            1, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty()));
  }

  private static List<String> passing(IndexSnapshot index, Filter filter) {
    return index.search(List.of(Query.of(new float[] {1}, 100).withFilter(filter))).get(0).stream()
        .map(neighbor -> index.id(neighbor.row()))
        .toList();
  }
}
