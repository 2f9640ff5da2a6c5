package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the step refuses, and in which words. */
class QueryIndexMistakesTest {

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
        "--numeric|cheap|--numeric: 'cheap' is not a condition",
        "--concurrency|257|--concurrency must lie between 1 and 256",
        "--restrict-columns|brand|has no column 'brand' (restrict_columns); its columns are id",
      })
  void aBadParameterIsFoundBeforeAnImageIsRead(String flag, String value, String message)
      throws IOException {
    Path bare = out.resolve("bare.csv");
    Files.writeString(bare, "id,image\np0_0,p0_0.png\n");
    Path unreadable = out.resolve("unreadable.csv");
    Files.writeString(unreadable, "id,image,product,title\nq0,nowhere.png,p0,Query\n");
    assertThat(step.run("--query-catalog-uri", unreadable.toString())).isEqualTo(3);
    assertThat(step.errors()).contains("no query image of " + unreadable + " could be used");
    step.clearErrors();

    String given = value.replace("BARE", bare.toString());
    assertThat(step.run("--query-catalog-uri", unreadable.toString(), flag, given)).isEqualTo(2);
    assertThat(step.errors().strip()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--num-neighbors|-1|--num-neighbors must lie between 1 and 1000",
        "--min-recall|7|--min-recall must lie between 0 and 1",
        "--allow|red|--allow: 'red' is not namespace=token",
        "--label-column|brand|queries.csv has no column 'brand'",
        "--id-column|ImgId|has no column 'ImgId' (id_column); its columns are id, image",
        "--query-catalog-uri|/nowhere/q.csv|/nowhere/q.csv does not exist",
        "--catalog-uri|/nowhere/c.csv|/nowhere/c.csv does not exist",
        "--model-uri|/nowhere/model|/nowhere/model",
        "--tensor-type|int8|allowed are float32 and uint8",
        "--ann-index-endpoint|a/b|--ann-index-endpoint is no resource name",
        "--exact-match-address|a b|match address is no server's address",
      })
  void aBadParameterIsOneLine(String flag, String value, String message) {
    assertThat(step.run(flag, value)).isEqualTo(2);
    assertThat(step.errors().strip()).startsWith("query-index: ").contains(message).hasLineCount(1);
  }

  @Test
  void anUnknownDeploymentIsOneLine() {
    assertThat(step.run("--ann-deployed-index-id", "nobody")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("cannot query 'nobody' on " + shop.hastyEndpoint(), "those deployed are hasty")
        .hasLineCount(1);
  }

  @Test
  void aModelOfOtherDimensionsIsNamed() throws IOException {
    Path other = GridModel.export(out.resolve("model"), GridModel.SIDE / 2);
    assertThat(step.run("--model-uri", other.toString())).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("the model gives vectors of 12 numbers, and the index of 'hasty'")
        .contains("has those of 48: give the --model-uri by which it was built")
        .hasLineCount(1);
  }

  @Test
  void aServerThatIsNotThereIsToldWithinSeconds() {
    long start = System.nanoTime();
    assertThat(step.run("--exact-match-address", "127.0.0.1:1")).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    assertThat(step.errors().strip())
        .contains("http://127.0.0.1:1 is not reachable", "Connection refused")
        .hasLineCount(1);
  }
}
