package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryIndexTest {

  private static final String EXACT = "{\"bruteForceConfig\": {}}";

  /** Searches one small leaf: neighbors in others are missed. */
  private static final String HASTY =
      "{\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 3, \"fractionLeafNodesToSearch\": 0.01}}";

  @TempDir static Path folder;
  private static EmulatorServer emulator;
  private static String api;
  private static Shop shop;
  private static String exactEndpoint;
  private static String hastyEndpoint;

  @TempDir Path out;
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void open() throws Exception {
    emulator = EmulatorServer.start(EmulatorOptions.defaults());
    api = emulator.endpoint();
    shop = Shop.open(folder);
    ApiEndpoint endpoint = ApiEndpoint.parse(api, "us-central1");
    exactEndpoint = shop.deploy(endpoint, "exact", EXACT);
    hastyEndpoint = shop.deploy(endpoint, "hasty", HASTY);
  }

  @AfterAll
  static void close() {
    emulator.close();
  }

  @Test
  void answersEveryQueryThatCanBeRead() throws IOException {
    assertThat(run()).as(err.toString()).isZero();
    assertThat(parameter("query_count")).isEqualTo("" + Shop.PRODUCTS);
    assertThat(Double.parseDouble(parameter("recall"))).isStrictlyBetween(0.0, 1.0);

    List<String> matches = Files.readAllLines(artifact("matches"));
    assertThat(matches).hasSize(Shop.PRODUCTS);
    JsonObject first = JsonParser.parseString(matches.get(0)).getAsJsonObject();
    assertThat(first.get("id").getAsString()).isEqualTo("q0");
    assertThat(ids(first, "exact")).hasSize(8);
    assertThat(ids(first, "exact").subList(0, 5)).allMatch(id -> id.startsWith("p0_"));
    assertThat(ids(first, "ann")).isNotEmpty().hasSizeLessThanOrEqualTo(8);
    assertThat(distances(first)).isSortedAccordingTo((a, b) -> Double.compare(b, a));

    assertThat(Files.readAllLines(artifact("rejects")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"broken\"", "not_an_image"),
            line -> assertThat(line).contains("\"missing\"", "nowhere.jpg"),
            line -> assertThat(line).contains("\"q0\"", "duplicate_id"));
  }

  @Test
  void measuresAccuracyByLabelAndLatency() throws IOException {
    assertThat(run()).as(err.toString()).isZero();
    JsonObject metrics =
        JsonParser.parseString(Files.readString(artifact("metrics"))).getAsJsonObject();
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
  void theReportIsOneFileThatEscapesWhatItShows() throws IOException {
    assertThat(run()).as(err.toString()).isZero();
    String html = Files.readString(artifact("report"));
    assertThat(html)
        .contains("&lt;b&gt;Mug &amp; cup&lt;/b&gt; 0", "Query 3", "Missed by it")
        .contains("data:image/jpeg;base64,")
        .doesNotContain("<b>Mug")
        .doesNotContain("<script", "src=", "href=");
    assertThat(html.split("<article", -1)).hasSize(Shop.PRODUCTS + 1);
    assertThat(html).contains("then those whose first neighbor is another product.");
  }

  @Test
  void theReportSaysHowManyNeighborsItLeavesOut() throws IOException {
    assertThat(run("--num-neighbors", "20")).as(err.toString()).isZero();
    assertThat(Files.readString(artifact("report")))
        .contains("Of up to 20 neighbors each, the first 10 are shown.");
  }

  @Test
  void withoutTheCatalogTheReportShowsIds() throws IOException {
    assertThat(run("--catalog-uri", "", "--title-column", "", "--label-column", ""))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(artifact("report")))
        .contains(">p0_")
        .doesNotContain("Mug")
        .containsOnlyOnce(">q0<");
    assertThat(Files.readString(artifact("metrics"))).doesNotContain("accuracy");
  }

  @Test
  void withoutTheCatalogNoAccuracyIsMeasured() throws IOException {
    assertThat(run("--catalog-uri", "")).as(err.toString()).isZero();
    assertThat(Files.readString(artifact("metrics"))).doesNotContain("accuracy");
  }

  @Test
  void withoutTheTitleColumnTheReportShowsIdsAndOneLineSaysSo() throws IOException {
    String log = logOf("--title-column", "name");
    assertThat(Files.readString(artifact("report"))).contains(">p0_", ">q0<").doesNotContain("Mug");
    assertThat(log.lines().filter(line -> line.contains("no column 'name'")))
        .singleElement()
        .asString()
        .contains("--title-column", shop.queries() + " and " + shop.catalog(), "shows ids instead");
  }

  @Test
  void theTableWithoutTheTitleColumnIsNamed() throws IOException {
    Path bare = out.resolve("bare.csv");
    Files.writeString(bare, "id,image,product\np0_0,p0_0.png,p0\n");
    String log = logOf("--catalog-uri", bare.toString());
    assertThat(Files.readString(artifact("report"))).contains(">p0_0<", ">Query 0<");
    assertThat(log.lines().filter(line -> line.contains("no column")))
        .singleElement()
        .asString()
        .contains("in " + bare + ";");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--catalog-uri|/nowhere/c.csv|/nowhere/c.csv does not exist",
        "--catalog-uri|BARE|has no column 'product', which --label-column names; its columns are id, image",
        "--label-column|brand|has no column 'brand', which --label-column names; its columns are id",
        "--model-uri|/nowhere/model|/nowhere/model",
        "--image-height|8|takes",
        "--num-neighbors|1001|--num-neighbors must lie between 1 and 1000",
        "--min-recall|1.5|--min-recall must lie between 0 and 1",
        "--allow|red|--allow: 'red' is not namespace=token",
        "--deny|red|--deny: 'red' is not namespace=token",
      })
  void aBadParameterIsFoundBeforeAnImageIsRead(String flag, String value, String message)
      throws IOException {
    Path bare = out.resolve("bare.csv");
    Files.writeString(bare, "id,image\np0_0,p0_0.png\n");
    Path unreadable = out.resolve("unreadable.csv");
    Files.writeString(unreadable, "id,image,product,title\nq0,nowhere.png,p0,Query\n");
    assertThat(run("--query-catalog-uri", unreadable.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no query image of " + unreadable + " could be used");
    err.getBuffer().setLength(0);

    String given = value.replace("BARE", bare.toString());
    assertThat(run("--query-catalog-uri", unreadable.toString(), flag, given)).isEqualTo(2);
    assertThat(err.toString().strip()).contains(message).hasLineCount(1);
  }

  @Test
  void aRecallThatIsTooLowFailsTheStepButKeepsTheReport() throws IOException {
    assertThat(run("--min-recall", "0.99")).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("query-index: recall 0.")
        .contains("is below --min-recall 0.99", artifact("report").toString())
        .hasLineCount(1);
    assertThat(artifact("report")).isNotEmptyFile();
    assertThat(out.resolve("executor_output.json")).isNotEmptyFile();
    assertThat(out.resolve("executor_error.json")).isNotEmptyFile();
  }

  @Test
  void theSameIndexTwiceHasFullRecall() throws IOException {
    assertThat(
            run(
                "--ann-index-endpoint", exactEndpoint,
                "--ann-deployed-index-id", "exact",
                "--min-recall", "1.0"))
        .as(err.toString())
        .isZero();
    assertThat(parameter("recall")).isEqualTo("1.0");
    assertThat(Files.readString(artifact("report"))).doesNotContain("Missed by it");
  }

  @Test
  void neighborsHaveTheTokensThatAreAskedFor() throws IOException {
    assertThat(run("--allow", "[\"category=odd\"]", "--num-neighbors", "7"))
        .as(err.toString())
        .isZero();
    assertThat(Files.readAllLines(artifact("matches")))
        .allSatisfy(
            line ->
                assertThat(ids(JsonParser.parseString(line).getAsJsonObject(), "exact"))
                    .hasSize(7)
                    .allMatch(id -> Integer.parseInt(id.substring(1, id.indexOf('_'))) % 2 == 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--num-neighbors|-1|--num-neighbors must lie between 1 and 1000",
        "--min-recall|7|--min-recall must lie between 0 and 1",
        "--allow|red|--allow: 'red' is not namespace=token",
        "--label-column|brand|queries.csv has no column 'brand'",
        "--id-column|ImgId|has no column 'ImgId'; its columns are id, image",
        "--query-catalog-uri|/nowhere/q.csv|/nowhere/q.csv does not exist",
        "--catalog-uri|/nowhere/c.csv|/nowhere/c.csv does not exist",
        "--model-uri|/nowhere/model|/nowhere/model",
        "--tensor-type|int8|allowed are float32 and uint8",
        "--ann-index-endpoint|a/b|--ann-index-endpoint is no resource name",
        "--exact-match-address|a b|match address is no server's address",
      })
  void aBadParameterIsOneLine(String flag, String value, String message) {
    assertThat(run(flag, value)).isEqualTo(2);
    assertThat(err.toString().strip())
        .startsWith("query-index: ")
        .contains(message)
        .hasLineCount(1);
  }

  @Test
  void anUnknownDeploymentIsOneLine() {
    assertThat(run("--ann-deployed-index-id", "nobody")).isEqualTo(1);
    assertThat(err.toString().strip())
        .contains("cannot query 'nobody' on " + hastyEndpoint)
        .hasLineCount(1);
  }

  @Test
  void aServerThatIsNotThereIsToldWithinSeconds() {
    long start = System.nanoTime();
    assertThat(run("--exact-match-address", "127.0.0.1:1")).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    assertThat(err.toString().strip())
        .contains("http://127.0.0.1:1 is not reachable", "Connection refused")
        .hasLineCount(1);
  }

  private int run(String... changed) {
    Map<String, String> args = new LinkedHashMap<>();
    args.put("--api-endpoint", api);
    args.put("--ann-index-endpoint", hastyEndpoint);
    args.put("--ann-deployed-index-id", "hasty");
    args.put("--exact-index-endpoint", exactEndpoint);
    args.put("--exact-deployed-index-id", "exact");
    args.put("--query-catalog-uri", shop.queries().toString());
    args.put("--catalog-uri", shop.catalog().toString());
    args.put("--label-column", "product");
    args.put("--title-column", "title");
    args.put("--model-uri", shop.model().toString());
    args.put("--image-height", "16");
    args.put("--image-width", "16");
    args.put("--num-neighbors", "8");
    args.put("--output-dir", out.toString());
    for (int i = 0; i < changed.length; i += 2) {
      args.put(changed[i], changed[i + 1]);
    }
    List<String> words = new ArrayList<>();
    args.forEach((flag, value) -> words.addAll(List.of(flag, value)));
    return Commands.commandLine(new QueryIndex(Map.of()))
        .setErr(new PrintWriter(err))
        .execute(words.toArray(String[]::new));
  }

  /** Runs the step well; returns what it logged. */
  private String logOf(String... changed) {
    PrintStream original = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(changed)).as(err.toString()).isZero();
    } finally {
      System.setErr(original);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String parameter(String name) throws IOException {
    return Files.readString(out.resolve("parameters").resolve(name));
  }

  private Path artifact(String name) {
    return out.resolve("artifacts").resolve(name);
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
