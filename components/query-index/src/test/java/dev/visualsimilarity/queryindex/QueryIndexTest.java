package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryIndexTest {

  @TempDir static Path folder;
  private static DeployedShop shop;

  @TempDir Path out;
  private QueryIndexStep step;

  @BeforeAll
  static void open() throws Exception {
    shop = DeployedShop.open(folder);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void prepare() {
    step = new QueryIndexStep(shop, out);
  }

  @Test
  void answersEveryQueryThatCanBeRead() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    assertThat(step.parameter("query_count")).isEqualTo("" + Shop.PRODUCTS);
    assertThat(Double.parseDouble(step.parameter("recall"))).isStrictlyBetween(0.0, 1.0);

    List<String> matches = Files.readAllLines(step.artifact("matches"));
    assertThat(matches).hasSize(Shop.PRODUCTS);
    JsonObject first = JsonParser.parseString(matches.get(0)).getAsJsonObject();
    assertThat(first.get("id").getAsString()).isEqualTo("q0");
    assertThat(ids(first, "exact")).hasSize(8);
    assertThat(ids(first, "exact").subList(0, 5)).allMatch(id -> id.startsWith("p0_"));
    assertThat(ids(first, "ann")).isNotEmpty().hasSizeLessThanOrEqualTo(8);
    assertThat(distances(first)).isSortedAccordingTo((a, b) -> Double.compare(b, a));

    assertThat(Files.readAllLines(step.artifact("rejects")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"broken\"", "not_an_image"),
            line -> assertThat(line).contains("\"missing\"", "nowhere.jpg"),
            line -> assertThat(line).contains("\"q0\"", "duplicate_id"));
  }

  @Test
  void measuresAccuracyByLabelAndLatency() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    JsonObject metrics =
        JsonParser.parseString(Files.readString(step.artifact("metrics"))).getAsJsonObject();
    assertThat(metrics.get("exact_first_neighbor_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("exact_top_5_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("recall").getAsDouble())
        .isGreaterThanOrEqualTo(metrics.get("recall_by_id").getAsDouble());
    assertThat(metrics.get("rejected_count").getAsInt()).isEqualTo(3);
    assertThat(metrics.get("latency_p50_ms").getAsDouble())
        .isPositive()
        .isLessThanOrEqualTo(metrics.get("latency_p99_ms").getAsDouble());
    assertThat(metrics.get("queries_per_second").getAsDouble()).isPositive();
  }

  @Test
  void withoutTheCatalogNoAccuracyIsMeasured() throws IOException {
    assertThat(step.run("--catalog-uri", "")).as(step.errors()).isZero();
    assertThat(Files.readString(step.artifact("metrics"))).doesNotContain("accuracy");
  }

  @Test
  void aRecallThatIsTooLowFailsTheStepButKeepsTheReport() throws IOException {
    assertThat(step.run("--min-recall", "0.99")).isEqualTo(1);
    assertThat(step.errors().strip())
        .startsWith("query-index: recall 0.")
        .contains("is below --min-recall 0.99", step.artifact("report").toString())
        .hasLineCount(1);
    assertThat(step.artifact("report")).isNotEmptyFile();
    assertThat(out.resolve("executor_output.json")).isNotEmptyFile();
    assertThat(out.resolve("executor_error.json")).isNotEmptyFile();
  }

  @Test
  void theSameIndexTwiceHasFullRecall() throws IOException {
    assertThat(
            step.run(
                "--ann-index-endpoint", shop.exactEndpoint(),
                "--ann-deployed-index-id", "exact",
                "--min-recall", "1.0"))
        .as(step.errors())
        .isZero();
    assertThat(step.parameter("recall")).isEqualTo("1.0");
    assertThat(Files.readString(step.artifact("report"))).doesNotContain("Missed by it");
  }

  @Test
  void neighborsHaveTheTokensThatAreAskedFor() throws IOException {
    assertThat(step.run("--allow", "[\"category=odd\"]", "--num-neighbors", "7"))
        .as(step.errors())
        .isZero();
    assertThat(Files.readAllLines(step.artifact("matches")))
        .allSatisfy(
            line ->
                assertThat(ids(JsonParser.parseString(line).getAsJsonObject(), "exact"))
                    .hasSize(7)
                    .allMatch(id -> Integer.parseInt(id.substring(1, id.indexOf('_'))) % 2 == 1));
  }

  private static List<String> ids(JsonObject match, String side) {
    return StreamSupport.stream(match.getAsJsonArray(side).spliterator(), false)
        .map(one -> one.getAsJsonObject().get("id").getAsString())
        .toList();
  }

  private static List<Double> distances(JsonObject match) {
    return StreamSupport.stream(match.getAsJsonArray("exact").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(one -> one.get("distance").getAsDouble())
        .toList();
  }
}
