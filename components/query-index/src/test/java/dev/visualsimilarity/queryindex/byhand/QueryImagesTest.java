package dev.visualsimilarity.queryindex.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.queryindex.DeployedShop;
import dev.visualsimilarity.queryindex.browser.Browser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryImagesTest {

  @TempDir static Path folder;
  private static DeployedShop shop;

  @TempDir Path out;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeAll
  static void open() throws Exception {
    shop = DeployedShop.open(folder);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void findsTheProductsOfPicturesInTheirOrder() {
    assertThat(ask(Map.of("--num-neighbors", "3"), "q7.png", "q2.png")).as(errors()).isZero();
    List<JsonObject> answers = answers();
    assertThat(answers)
        .extracting(answer -> answer.get("image").getAsString())
        .containsExactly(picture("q7.png"), picture("q2.png"));
    JsonArray neighbors = answers.get(0).getAsJsonArray("neighbors");
    assertThat(neighbors).hasSize(3).allMatch(one -> id(one.getAsJsonObject()).startsWith("p7_"));
    JsonObject first = neighbors.get(0).getAsJsonObject();
    assertThat(first.get("title").getAsString()).isEqualTo("<b>Mug & cup</b> 7");
    assertThat(first.get("image").getAsString()).isEqualTo(picture(id(first) + ".png"));
    assertThat(errors().lines().filter(line -> line.startsWith("   1  ")))
        .hasSize(2)
        .allMatch(line -> line.matches(" +1 +0\\.\\d{4} +p[72]_\\d +<b>Mug & cup</b> [72]"));
  }

  @Test
  void withoutTheCatalogIdsAreShown() {
    assertThat(ask(Map.of("--catalog-uri", ""), "q3.png")).as(errors()).isZero();
    assertThat(stdout.toString()).contains("\"id\":\"p3_").doesNotContain("title", "Mug");
    String gone = folder.resolve("gone.csv").toString();
    assertThat(ask(Map.of("--catalog-uri", gone), "q3.png")).as(errors()).isZero();
  }

  @Test
  void filtersAreThoseOfTheComponent() {
    Map<String, String> flags =
        Map.of(
            "--allow", "[\"category=even\"]",
            "--numeric", "[\"price>8\"]",
            "--per-crowding-attribute-neighbor-count", "1");
    assertThat(ask(flags, "q3.png")).as(errors()).isZero();
    assertThat(answers().get(0).getAsJsonArray("neighbors"))
        .singleElement()
        .satisfies(one -> assertThat(id(one.getAsJsonObject())).startsWith("p10_"));

    assertThat(ask(Map.of("--allow", "category=neither"), "q3.png")).as(errors()).isZero();
    assertThat(errors()).contains("no neighbors: nothing in the index is as asked for");
  }

  @Test
  void picturesThatCannotBeUsedAreToldAndTheOthersAnswered() {
    assertThat(ask(Map.of(), "broken.jpg", "q1.png", "nowhere.jpg")).isEqualTo(3);
    assertThat(answers()).hasSize(1);
    assertThat(errors())
        .contains(picture("broken.jpg") + ": not_an_image: ")
        .contains(picture("nowhere.jpg") + ": missing: ");
  }

  @Test
  void noUsablePictureIsOneLine() {
    assertThat(ask(Map.of(), "nowhere.jpg")).isEqualTo(1);
    assertThat(errors().strip())
        .isEqualTo(
            "query: no picture could be used: %s: missing: there is no such file"
                .formatted(picture("nowhere.jpg")));
    assertThat(stdout.toString()).isEmpty();
  }

  @Test
  void aDeploymentThatIsNotThereIsToldWithThoseThatAre() {
    assertThat(ask(Map.of("--deployed-index-id", "other"), "q1.png")).isEqualTo(1);
    assertThat(errors().strip())
        .contains("no index is deployed there under that id; those deployed are exact")
        .hasLineCount(1);
  }

  @Test
  void aRemedyIsAParameterOfTheCommand() {
    String elsewhere = "projects/p/locations/europe-west4/indexEndpoints/1";
    assertThat(ask(Map.of("--index-endpoint", elsewhere), "q1.png")).isEqualTo(2);
    assertThat(errors().strip())
        .startsWith("query: --index-endpoint is in location europe-west4, not in us-central1")
        .endsWith("give -p location=europe-west4");
  }

  @Test
  void aPageShowsPicturesBesideTheirNeighbors() throws Exception {
    Path page = out.resolve("page.html");
    assertThat(ask(Map.of("--html", page.toString(), "--deny", "category=odd"), "q2.png", "q4.png"))
        .as(errors())
        .isZero();
    assertThat(Files.readString(page))
        .contains("&lt;b&gt;Mug &amp; cup&lt;/b&gt; 2", "filter: not category")
        .doesNotContain("<b>Mug", "<script");
    assertThat(errors()).contains("Page with pictures: " + page);

    Optional<Path> chromium = Browser.find();
    assumeTrue(chromium.isPresent(), "no chromium on the PATH; apt-get install chromium");
    try (Browser browser =
        Browser.start(chromium.get(), Files.createDirectory(out.resolve("browser")))) {
      for (int width : new int[] {360, 1280}) {
        browser.open(page.toUri(), width);
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth").getAsInt())
            .isLessThanOrEqualTo(width);
        assertThat(browser.evaluate("document.querySelectorAll('figure').length").getAsInt())
            .isEqualTo(20);
      }
    }
  }

  private int ask(Map<String, String> changed, String... pictures) {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("--api-endpoint", shop.apiEndpoint());
    flags.put("--index-endpoint", shop.exactEndpoint());
    flags.put("--deployed-index-id", "exact");
    flags.put("--catalog-uri", shop.catalog().toString());
    flags.put("--title-column", "title");
    flags.put("--model-uri", shop.model().toString());
    flags.put("--image-height", "16");
    flags.put("--image-width", "16");
    flags.putAll(changed);
    List<String> words = new ArrayList<>();
    flags.forEach((flag, value) -> words.add(flag + "=" + value));
    Arrays.stream(pictures).map(QueryImagesTest::picture).forEach(words::add);
    stdout.getBuffer().setLength(0);
    stderr.getBuffer().setLength(0);
    return Commands.commandLine(new QueryImages(Map.of()))
        .setOut(new PrintWriter(stdout))
        .setErr(new PrintWriter(stderr))
        .execute(words.toArray(String[]::new));
  }

  private String errors() {
    return stderr.toString();
  }

  private List<JsonObject> answers() {
    return stdout
        .toString()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static String picture(String name) {
    return shop.catalog().resolveSibling(name).toString();
  }

  private static String id(JsonObject neighbor) {
    return neighbor.get("id").getAsString();
  }
}
