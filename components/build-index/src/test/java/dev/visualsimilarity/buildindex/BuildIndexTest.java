package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.testing.StandardError;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.IndexConfig;
import dev.visualsimilarity.vertexai.VertexClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildIndexTest {

  private static final Map<String, String> RUN =
      Map.of("VERTEX_AI_PIPELINES_RUN_LABELS", "{\"run\": \"r-1\"}");

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private EmulatorServer emulator;
  private String endpoint;
  private VertexClients clients;
  private IndexServiceClient indexes;

  @BeforeEach
  void start() throws IOException {
    emulator = EmulatorServer.start(EmulatorOptions.defaults());
    endpoint = emulator.endpoint();
    clients = new VertexClients(ApiEndpoint.parse(endpoint, "us-central1"));
    indexes = clients.indexes();
  }

  @AfterEach
  void stop() {
    clients.close();
    emulator.close();
  }

  @Test
  void theEmulatorIsFoundByTheVariableThatItPrints() {
    assertThat(EmulatorServer.HOST_VARIABLE).isEqualTo(ApiEndpoint.EMULATOR_HOST);
    assertThat(
            ApiEndpoint.parse(
                "", "us-central1", Map.of(EmulatorServer.HOST_VARIABLE, emulator.address())))
        .isEqualTo(ApiEndpoint.parse(endpoint, "us-central1"));
  }

  @Test
  void buildsATreeAhIndexOfEveryVector() throws IOException {
    Path data = data("data", 0, 60, 8);
    write(data, "more.json", 60, 90, 8);
    assertThat(
            run(
                "--embeddings-uri", data.toString(),
                "--display-name", "shoes",
                "--description", "a test",
                "--labels", "{\"team\": \"search\"}",
                "--leaf-node-embedding-count", "10"))
        .as(err.toString())
        .isZero();

    Index index = indexes.getIndex(parameter("index"));
    assertThat(index.getDisplayName()).isEqualTo("shoes");
    assertThat(index.getDescription()).isEqualTo("a test");
    assertThat(index.getLabelsMap())
        .containsEntry("team", "search")
        .containsEntry("run", "r-1")
        .containsOnlyKeys("team", "run", "visual-similarity-step");
    assertThat(index.getIndexStats().getVectorsCount()).isEqualTo(90);
    assertThat(IndexConfig.of(index).dimensions()).isEqualTo(8);
    assertThat(IndexConfig.of(index).shardSize()).isEqualTo("SHARD_SIZE_SMALL");
    assertThat(parameter("vectors_count")).isEqualTo("90");
  }

  @Test
  void namesItsOperationAndLeavesTheArtifact() throws IOException {
    assertThat(runOn(data("data", 0, 5, 4), "--algorithm", "brute_force")).isZero();
    JsonObject resource =
        JsonParser.parseString(parameter("gcp_resources"))
            .getAsJsonObject()
            .getAsJsonArray("resources")
            .get(0)
            .getAsJsonObject();
    assertThat(resource.get("resourceType").getAsString()).isEqualTo("VertexLro");
    assertThat(resource.get("resourceUri").getAsString())
        .startsWith(endpoint + "/v1/projects/")
        .contains("/operations/");

    JsonObject artifact =
        JsonParser.parseString(Files.readString(folder.resolve("out/executor_output.json")))
            .getAsJsonObject()
            .getAsJsonObject("artifacts")
            .getAsJsonObject("index_artifact")
            .getAsJsonArray("artifacts")
            .get(0)
            .getAsJsonObject();
    assertThat(artifact.getAsJsonObject("metadata").get("resourceName").getAsString())
        .isEqualTo(parameter("index"));
    assertThat(Files.readString(folder.resolve("out/executor_output.json")))
        .contains("\"vector_bytes\": 80", "\"estimated_shards\": 1", "\"estimated_build_usd\": ");
  }

  @Test
  void anUpdateAddsToTheIndexOrReplacesItsContent() throws IOException {
    assertThat(runOn(data("first", 0, 20, 4))).isZero();
    String name = parameter("index");
    assertThat(runOn(data("second", 15, 30, 4), "--index", name)).as(err.toString()).isZero();
    assertThat(parameter("index")).isEqualTo(name);
    assertThat(parameter("vectors_count")).isEqualTo("30");

    assertThat(runOn(data("third", 0, 7, 4), "--index", name, "--is-complete-overwrite", "true"))
        .as(err.toString())
        .isZero();
    assertThat(parameter("vectors_count")).isEqualTo("7");
    assertThat(all()).hasSize(1);
  }

  @Test
  void anOverwriteWithoutAnIndexToOverwriteIsSaidToMakeOne() throws IOException {
    Path data = data("data", 0, 7, 4);
    assertThat(overwriting(data))
        .containsOnlyOnce("nothing that --is-complete-overwrite true could");
    assertThat(overwriting(data, "--index", parameter("index"))).doesNotContain("nothing that");
    assertThat(all()).hasSize(1);
  }

  private String overwriting(Path data, String... more) {
    List<String> args = new ArrayList<>(List.of("--is-complete-overwrite", "true"));
    args.addAll(List.of(more));
    return StandardError.of(
        () -> assertThat(runOn(data, args.toArray(String[]::new))).as(err.toString()).isZero());
  }

  @Test
  void anUpdateWithVectorsOfAnotherModelIsRefused() throws IOException {
    assertThat(runOn(data("first", 0, 20, 4))).isZero();
    assertThat(runOn(data("second", 0, 20, 5), "--index", parameter("index"))).isEqualTo(1);
    assertThat(err.toString()).contains("has 4 dimensions", "has 5");
  }

  @Test
  void theSettingsOfAnIndexThatIsUpdatedDecideWhetherZeroVectorsAreAllowed() throws IOException {
    assertThat(runOn(data("first", 0, 5, 4), "--feature-norm-type", "NONE")).isZero();
    String name = parameter("index");
    Path zero = Files.createDirectory(folder.resolve("zero"));
    Files.writeString(zero.resolve("a.json"), "{\"id\":\"z\",\"embedding\":[0,0,0,0]}\n");
    assertThat(runOn(zero)).isEqualTo(1);
    assertThat(err.toString()).contains("ZERO_EMBEDDING");
    assertThat(runOn(zero, "--index", name)).as(err.toString()).isZero();
    assertThat(parameter("vectors_count")).isEqualTo("6");
  }

  @Test
  void carriesNoTensorFlow() {
    assertThat(BuildIndex.class.getClassLoader().getResource("org/tensorflow/Graph.class"))
        .isNull();
  }

  private int runOn(Path data, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--embeddings-uri", data.toString(), "--display-name", "x"));
    for (int i = 0; i < more.length; i += 2) {
      int given = args.indexOf(more[i]);
      if (given >= 0) {
        args.set(given + 1, more[i + 1]);
      } else {
        args.addAll(List.of(more[i], more[i + 1]));
      }
    }
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    if (!all.contains("--api-endpoint")) {
      all.addAll(List.of("--api-endpoint", endpoint));
    }
    all.addAll(List.of("--output-dir", folder.resolve("out").toString()));
    return Commands.commandLine(new BuildIndex(RUN))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private String parameter(String name) throws IOException {
    return Files.readString(folder.resolve("out/parameters").resolve(name));
  }

  private List<Index> all() {
    return StreamSupport.stream(
            indexes.listIndexes(LocationName.of("local", "us-central1")).iterateAll().spliterator(),
            false)
        .toList();
  }

  private Path data(String name, int from, int to, int dimensions) throws IOException {
    Path directory = Files.createDirectories(folder.resolve(name));
    write(directory, "data.json", from, to, dimensions);
    return directory;
  }

  private static void write(Path directory, String name, int from, int to, int dimensions)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int id = from; id < to; id++) {
      float[] vector = new float[dimensions];
      Arrays.fill(vector, 0.1f);
      vector[id % dimensions] += 1 + id;
      lines.add("{\"id\":\"%d\",\"embedding\":%s}".formatted(id, Arrays.toString(vector)));
    }
    Files.write(directory.resolve(name), lines);
  }
}
