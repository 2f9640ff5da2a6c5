package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that are told before anything is built. */
class BuildIndexMistakesTest {

  private static final String GOOD = "{\"id\":\"0\",\"embedding\":[1,2,3,4]}";

  @TempDir Path folder;
  private BuildIndexStep step;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    step.data(GOOD);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void badRecordsAreToldAndNothingIsBuilt() throws IOException {
    Files.writeString(folder.resolve("data/z.json"), GOOD + "\noops\n");
    assertThat(step.run()).isEqualTo(1);
    assertThat(step.errors())
        .contains(
            "2 mistakes",
            "z.json:1: DUPLICATE_ID: id '0': the same id is at data.json:1",
            "z.json:2",
            "All are in " + folder.resolve("out/artifacts/validation"))
        .doesNotContain("\tat ");
    assertThat(step.output("artifacts/validation").lines())
        .hasSize(2)
        .anyMatch(
            line -> line.contains("\"line\":2,\"id\":\"\",\"error_type\":\"INVALID_JSON_SYNTAX\""));
    assertThat(step.output("executor_error.json")).contains("z.json:2");
    assertThat(step.indexes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--algorithm|hnsw|--algorithm is not known: 'hnsw'; allowed are tree_ah, brute_force",
        "--display-name|''|--display-name must have 1 to 128 characters",
        "--labels|{\"A\":\"b\"}|label 'A': 'b' is not allowed",
        "--index|projects/p/indexes|--index is no resource name",
        "--dimensions|-1|--dimensions must be greater than 0",
        "--project|no such|--project is no project id",
        "--api-endpoint|ftp://x|--api-endpoint is no server's address",
        "--embeddings-uri|gs://shop|--embeddings-uri is a root, gs://shop/, beside which",
        "--embeddings-uri|gs://shop/|use a directory of it, such as gs://bucket/index-data",
        "--embeddings-uri|s3://b/x|scheme s3; allowed are gs://",
      })
  void aBadParameterIsOneLine(String flag, String value, String message) {
    assertThat(step.run(flag, value)).isEqualTo(2);
    assertThat(step.errors().strip()).startsWith("build-index: ").contains(message).hasLineCount(1);
    assertThat(step.indexes()).isEmpty();
  }

  @Test
  void aDirectoryThatIsMissingEmptyOrAFileIsOneLine() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path bad :
        new Path[] {folder.resolve("nowhere"), empty, folder.resolve("data/data.json")}) {
      assertThat(step.run("--embeddings-uri", bad.toString())).isEqualTo(2);
    }
    assertThat(step.errors().lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).contains("nowhere: it does not exist or is empty"),
            line -> assertThat(line).contains("empty: it does not exist or is empty"),
            line -> assertThat(line).contains("data.json is a file; give the directory"));
  }

  @Test
  void vertexAiDoesNotReadThisMachine() {
    assertThat(step.run("--project", "p", "--api-endpoint", "")).isEqualTo(2);
    assertThat(step.errors()).contains("is on this machine").contains("gs://bucket/directory");
  }

  @Test
  void anUnknownIndexIsOneLine() {
    assertThat(step.run("--index", "404")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("cannot read index projects/local/locations/us-central1/indexes/404: not found")
        .hasLineCount(1);
  }

  @Test
  void anOverwriteByDeletionsAloneWouldEmptyTheIndex() throws IOException {
    assertThat(step.run()).as(step.errors()).isZero();
    String index = step.output("parameters/index");
    Path only = folder.resolve("only");
    Files.createDirectories(only.resolve("delete"));
    Files.writeString(only.resolve("delete/ids.txt"), "other\n");
    String[] update = {"--embeddings-uri", only.toString(), "--index", index};
    List<String> overwrite = new ArrayList<>(List.of(update));
    overwrite.addAll(List.of("--is-complete-overwrite", "true"));
    assertThat(step.run(overwrite.toArray(String[]::new))).isEqualTo(2);
    assertThat(step.errors())
        .contains("only holds deletions only", "would empty index " + index, "give index data");
    assertThat(step.indexes().get(0).getIndexStats().getVectorsCount()).isEqualTo(1);
    assertThat(step.run(update)).as(step.errors()).isZero();
  }

  @Test
  void aServerThatIsNotThereIsToldWithinSeconds() {
    step.proxy().close();
    long start = System.nanoTime();
    assertThat(step.run()).isEqualTo(1);
    assertThat(step.run("--index", "7")).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    assertThat(step.errors().lines())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(step.proxy().endpoint() + " is not reachable", "Connection refused"));
  }
}
