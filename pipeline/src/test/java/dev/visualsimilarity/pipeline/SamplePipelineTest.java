package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's own pipeline on the sample: every component as a process, the emulator. */
class SamplePipelineTest {

  private static final int IMAGES = 30;
  private static final int QUERIES = 10;

  private final Path sample = SampleData.CATALOG;
  @TempDir private Path folder;

  @Test
  void runsFromTheCatalogToTheRecall() throws Exception {
    SampleData.requireBuilt();
    Path catalog = SampleData.part("catalog.csv", IMAGES, folder);
    String header = Files.readAllLines(catalog).get(0);
    String broken =
        "broken,images/no-such-image.jpg" + ",".repeat(header.split(",", -1).length - 2);
    Files.write(catalog, List.of(broken), StandardOpenOption.APPEND);
    Path queries = SampleData.part("queries.csv", QUERIES, folder);

    Process process =
        start(
            "catalog_uri=" + catalog,
            "query_catalog_uri=" + queries,
            "image_root_uri=" + sample,
            "query_image_root_uri=" + sample,
            "work_uri=" + folder.resolve("work-{run_id}"),
            "shard_size=20",
            "leaf_node_embedding_count=5",
            "fraction_leaf_nodes_to_search=0.4");
    int code = process.waitFor();
    String progress = Files.readString(folder.resolve("stderr.txt"));
    assertThat(code).as(progress).isZero();
    assertThat(progress)
        .containsPattern("extract-features \\[2/2\\] +SUCCEEDED")
        .containsPattern("query-index +SUCCEEDED")
        .contains("Nearest neighbors of some queries:");

    JsonObject outputs = json(Files.readString(folder.resolve("stdout.txt")));
    assertThat(outputs.get("image_count").getAsInt()).isEqualTo(IMAGES);
    assertThat(outputs.get("rejected_count").getAsInt()).isEqualTo(1);
    assertThat(outputs.get("query_count").getAsInt()).isEqualTo(QUERIES);
    assertThat(outputs.get("recall").getAsDouble()).isBetween(0.9, 1.0);
    assertThat(lines(outputs, "rejects")).hasSize(1);
    assertThat(lines(outputs, "rejects").get(0).get("id").getAsString()).isEqualTo("broken");
    checkMatches(lines(outputs, "matches"), Files.readAllLines(catalog));
    assertThat(Path.of(outputs.get("report").getAsString())).content().contains("<html");
    assertThat(folder)
        .isDirectoryContaining(
            path ->
                path.getFileName().toString().matches("work-[a-zA-Z0-9.-]+")
                    && Files.isDirectory(path.resolve("tensors"))
                    && Files.isDirectory(path.resolve("embeddings")));
  }

  @Test
  void findsTheProductOfTheQueriesOfTheSampleAndListsItsBrokenImages() throws Exception {
    SampleData.requireBuilt();
    Path smallLeaves = SampleData.MODULE.resolve("parameters/small-leaves.yaml");
    Process process = start("run", List.of("--params-file", smallLeaves.toString()));
    int code = process.waitFor();
    assertThat(code).as(Files.readString(folder.resolve("stderr.txt"))).isZero();

    JsonObject outputs = json(Files.readString(folder.resolve("stdout.txt")));
    assertThat(outputs.get("image_count").getAsInt()).isGreaterThanOrEqualTo(300);
    assertThat(outputs.get("query_count").getAsInt()).isGreaterThanOrEqualTo(80);
    // A query that searches all leaves finds all neighbors, one that searches the wrong ones few.
    assertThat(outputs.get("recall").getAsDouble()).isBetween(0.85, 0.99);
    JsonObject metrics = json(Files.readString(Path.of(outputs.get("metrics").getAsString())));
    assertThat(metrics.get("top_5_accuracy").getAsDouble()).isGreaterThanOrEqualTo(0.9);
    assertThat(lines(outputs, "rejects"))
        .extracting(reject -> reject.get("reason").getAsString())
        .containsExactlyInAnyOrder(
            "truncated", "truncated", "truncated", "empty", "not_an_image", "missing");
    assertThat(outputs.get("report").getAsString()).endsWith("/report.html");
    asksAboutAPictureAfterTheRun();
  }

  /** The run's emulator is gone by now. */
  private void asksAboutAPictureAfterTheRun() throws Exception {
    String photo = sample.resolve("queries/mugs-01-photo.jpg").toString();
    Process process =
        start(
            "query",
            List.of(
                "--num-neighbors=2", "--deny=colour=no such, colour", "--numeric=price<50", photo));
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("stderr.txt"))).isZero();
    JsonObject answer = json(Files.readString(folder.resolve("stdout.txt")));
    assertThat(answer.get("image").getAsString()).isEqualTo(photo);
    assertThat(answer.getAsJsonArray("neighbors"))
        .hasSize(2)
        .allSatisfy(
            neighbor ->
                assertThat(neighbor.getAsJsonObject().get("id").getAsString())
                    .startsWith("mugs-01-"));
    assertThat(Files.readString(folder.resolve("stderr.txt"))).contains("Two-Tone Mug");
  }

  private static void checkMatches(List<JsonObject> matches, List<String> catalog) {
    List<String> ids = catalog.stream().map(line -> line.replaceFirst(",.*", "")).toList();
    assertThat(matches).hasSize(QUERIES);
    for (JsonObject query : matches) {
      JsonArray exact = query.getAsJsonArray("exact");
      assertThat(exact).hasSize(10);
      double previous = Double.MAX_VALUE;
      for (int i = 0; i < exact.size(); i++) {
        JsonObject neighbor = exact.get(i).getAsJsonObject();
        assertThat(ids).contains(neighbor.get("id").getAsString());
        assertThat(neighbor.get("distance").getAsDouble()).isLessThanOrEqualTo(previous);
        previous = neighbor.get("distance").getAsDouble();
      }
    }
  }

  private Process start(String... parameters) throws IOException {
    List<String> flags = new ArrayList<>();
    for (String parameter : parameters) {
      flags.addAll(List.of("--param", parameter));
    }
    return start("run", flags);
  }

  private Process start(String command, List<String> flags) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(VisualSimilarity.class.getName(), command));
    words.addAll(List.of("--run-dir", folder.resolve("run").toString()));
    words.addAll(flags);
    return new ProcessBuilder(words)
        .redirectOutput(folder.resolve("stdout.txt").toFile())
        .redirectError(folder.resolve("stderr.txt").toFile())
        .start();
  }

  private static List<JsonObject> lines(JsonObject outputs, String artifact) throws IOException {
    return Files.readAllLines(Path.of(outputs.get(artifact).getAsString())).stream()
        .map(SamplePipelineTest::json)
        .toList();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
