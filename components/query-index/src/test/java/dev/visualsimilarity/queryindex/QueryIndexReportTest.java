package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the step's report shows. */
class QueryIndexReportTest {

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
  void theReportIsOneFileThatEscapesWhatItShows() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    String html = Files.readString(step.artifact("report"));
    assertThat(html)
        .contains("&lt;b&gt;Mug &amp; cup&lt;/b&gt; 0", "Query 3", "Missed by it")
        .contains("data:image/jpeg;base64,")
        .doesNotContain("<b>Mug")
        .doesNotContain("src=", "href=\"http");
    assertThat(html.split("<article class", -1)).hasSize(Shop.PRODUCTS + 1);
    assertThat(html).contains("then those whose first neighbor is another product.");
  }

  @Test
  void theReportSaysHowManyNeighborsItLeavesOut() throws IOException {
    assertThat(step.run("--num-neighbors", "20")).as(step.errors()).isZero();
    assertThat(Files.readString(step.artifact("report")))
        .contains("Of up to 20 neighbors each, the first 10 are shown.");
  }

  @Test
  void withoutTheCatalogTheReportShowsIds() throws IOException {
    assertThat(step.run("--catalog-uri", "", "--title-column", "", "--label-column", ""))
        .as(step.errors())
        .isZero();
    assertThat(Files.readString(step.artifact("report")))
        .contains(">p0_")
        .doesNotContain("Mug")
        .containsOnlyOnce(">q0<");
    assertThat(Files.readString(step.artifact("metrics"))).doesNotContain("accuracy");
  }

  @Test
  void withoutTheTitleColumnTheReportShowsIdsAndOneLineSaysSo() throws IOException {
    String log = logOf("--title-column", "name");
    assertThat(Files.readString(step.artifact("report")))
        .contains(">p0_", ">q0<")
        .doesNotContain("Mug");
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
    assertThat(Files.readString(step.artifact("report"))).contains(">p0_0<", ">Query 0<");
    assertThat(log.lines().filter(line -> line.contains("no column")))
        .singleElement()
        .asString()
        .contains("in " + bare + ";");
  }

  @Test
  void anIndexThatIsNotExactIsNotTakenForItInSilence() {
    String[] swapped = {
      "--exact-index-endpoint", shop.hastyEndpoint(), "--exact-deployed-index-id", "hasty"
    };
    assertThat(logOf(swapped).lines().filter(line -> line.startsWith("WARN")))
        .singleElement()
        .asString()
        .contains("'hasty' on " + shop.hastyEndpoint() + " is taken for exact", "is approximate");
    assertThat(logOf()).doesNotContain("taken for exact");
  }

  /** Runs the step well; returns what it logged. */
  private String logOf(String... changed) {
    return StandardError.of(() -> assertThat(step.run(changed)).as(step.errors()).isZero());
  }
}
