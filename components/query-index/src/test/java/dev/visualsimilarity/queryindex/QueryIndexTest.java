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
    JsonObject metrics = json(step.artifact("metrics"));
    assertThat(metrics.get("exact_first_neighbor_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("exact_top_5_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(metrics.get("recall").getAsDouble())
        .isGreaterThanOrEqualTo(metrics.get("recall_by_id").getAsDouble());
    assertThat(metrics.get("rejected_count").getAsInt()).isEqualTo(3);
    assertThat(metrics.get("latency_p50_ms").getAsDouble())
        .isPositive()
        .isLessThanOrEqualTo(metrics.get("latency_p99_ms").getAsDouble());
    assertThat(metrics.get("queries_per_second").getAsDouble()).isPositive();
    assertThat(metrics.get("concurrency").getAsInt()).isEqualTo(8);
    assertThat(metrics.get("concurrent_queries_per_second").getAsDouble()).isPositive();
    assertThat(metrics.get("batch_queries_per_second").getAsDouble()).isPositive();
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
  void tellsWhatTimeTheRunWasScheduledForWhereThatIsKnown() throws IOException {
    assertThat(step.run("--schedule-time", "2026-11-25T11:00:00Z")).as(step.errors()).isZero();
    assertThat(json(step.artifact("evaluation")).get("schedule_time").getAsString())
        .isEqualTo("2026-11-25T11:00:00Z");
    assertThat(Files.readString(out.resolve("executor_output.json")))
        .contains("\"schedule_time\": \"2026-11-25T11:00:00Z\"");
    assertThat(Files.readString(step.artifact("report"))).contains("2026-11-25T11:00:00Z");
    // Kubeflow Pipelines before 2.17 leaves the placeholder as it is.
    assertThat(step.run("--schedule-time", "{{$.pipeline_job_schedule_time_utc}}")).isZero();
    assertThat(json(step.artifact("evaluation")).has("schedule_time")).isFalse();
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
  void measuresRecallByCategoryAndUnderRestricts() throws IOException {
    assertThat(step.run("--category-column", "category", "--restrict-columns", "category"))
        .as(step.errors())
        .isZero();
    JsonObject evaluation = json(step.artifact("evaluation"));
    assertThat(evaluation.getAsJsonArray("categories"))
        .extracting(category -> category.getAsJsonObject().get("category").getAsString())
        .containsExactlyInAnyOrder("few", "many");
    assertThat(evaluation.getAsJsonArray("restricted"))
        .hasSize(2)
        .allSatisfy(
            restricted -> {
              JsonObject one = restricted.getAsJsonObject();
              assertThat(one.get("namespace").getAsString()).isEqualTo("category");
              assertThat(one.get("token").getAsString()).isIn("even", "odd");
              assertThat(one.get("itemCount").getAsInt()).isEqualTo(30);
              assertThat(one.get("queryCount").getAsInt()).isEqualTo(Shop.PRODUCTS);
              assertThat(one.get("exactCount").getAsDouble()).isEqualTo(8);
              assertThat(one.get("recall").getAsDouble()).isStrictlyBetween(0.0, 1.0);
            });
    JsonObject metrics = json(step.artifact("metrics"));
    assertThat(metrics.get("lowest_category_recall").getAsDouble())
        .isLessThanOrEqualTo(metrics.get("recall").getAsDouble());
    assertThat(metrics.get("lowest_restricted_recall").getAsDouble())
        .isEqualTo(
            evaluation
                .getAsJsonArray("restricted")
                .get(0)
                .getAsJsonObject()
                .get("recall")
                .getAsDouble());
  }

  @Test
  void aRestrictThatIsNotInTheIndexHasNoRecall() throws IOException {
    assertThat(step.run("--restrict-columns", "title")).as(step.errors()).isZero();
    assertThat(json(step.artifact("evaluation")).getAsJsonArray("restricted"))
        .isNotEmpty()
        .allSatisfy(
            restricted -> {
              JsonObject one = restricted.getAsJsonObject();
              assertThat(one.get("exactCount").getAsDouble()).isZero();
              assertThat(one.has("recall")).isFalse();
            });
    assertThat(json(step.artifact("metrics")).has("lowest_restricted_recall")).isFalse();
    assertThat(Files.readString(step.artifact("report"))).contains(">–</td><td>0 / 0</td>");
  }

  @Test
  void theEvaluationNamesWhatWasMissedWorstFirst() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    JsonObject evaluation = json(step.artifact("evaluation"));
    assertThat(evaluation.getAsJsonObject("metrics")).isEqualTo(json(step.artifact("metrics")));
    assertThat(evaluation.getAsJsonArray("queries")).hasSize(Shop.PRODUCTS);
    assertThat(evaluation.getAsJsonArray("queries"))
        .extracting(query -> query.getAsJsonObject().get("recall").getAsDouble())
        .isSorted();
    JsonObject worst = evaluation.getAsJsonArray("queries").get(0).getAsJsonObject();
    assertThat(worst.getAsJsonArray("missed")).isNotEmpty();
    assertThat(evaluation.getAsJsonArray("recall_at_k"))
        .extracting(at -> at.getAsJsonObject().get("k").getAsInt())
        .containsExactly(1, 2, 5, 8);
  }

  @Test
  void numbersCrowdingAndDeniedTokensLimitTheNeighbors() throws IOException {
    assertThat(
            step.run(
                "--numeric",
                "[\"price<6\", \"price>=1:float\"]",
                "--deny",
                "category=odd",
                "--per-crowding-attribute-neighbor-count",
                "2"))
        .as(step.errors())
        .isZero();
    assertThat(Files.readAllLines(step.artifact("matches")))
        .allSatisfy(
            line ->
                assertThat(ids(JsonParser.parseString(line).getAsJsonObject(), "exact"))
                    .extracting(id -> id.replaceFirst("_.*", ""))
                    .containsExactlyInAnyOrder("p2", "p2", "p4", "p4"));
    assertThat(json(step.artifact("evaluation")).get("filter").getAsString())
        .isEqualTo("not category=odd, price<6.0, price>=1.0, at most 2 a crowding tag");
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

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
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
