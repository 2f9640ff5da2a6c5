package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images of the index components, against the image of the emulator. */
class IndexComponentsTest {

  @TempDir private Path folder;
  private Path embeddings;

  @BeforeEach
  void embedSomeImages() throws Exception {
    ComponentRun.openToAll(folder);
    embeddings = SampleEmbeddings.of(folder, 20);
  }

  @Test
  void buildDeployAndQueryIndexes() throws Exception {
    try (EmulatorContainer emulator = EmulatorContainer.start(folder)) {
      Map<String, Object> query = new HashMap<>();
      for (String kind : List.of("ann", "exact")) {
        ComponentRun.Result built =
            run(
                "build-index",
                emulator,
                Map.of(
                    "embeddings_uri",
                    embeddings.toString(),
                    "display_name",
                    kind,
                    "algorithm",
                    kind.equals("ann") ? "tree_ah" : "brute_force"));
        assertThat(built.output("vectors_count").getAsInt()).isEqualTo(20);
        ComponentRun.Result deployed =
            run(
                "deploy-index",
                emulator,
                Map.of(
                    "index",
                    built.output("index").getAsString(),
                    "display_name",
                    kind,
                    "deployed_index_id",
                    kind + "_index"));
        query.put(kind + "_index_endpoint", deployed.output("index_endpoint").getAsString());
        query.put(kind + "_deployed_index_id", kind + "_index");
      }
      query.put("query_catalog_uri", SampleEmbeddings.QUERIES.toString());
      query.put("model_uri", ProjectImages.SAMPLE + "/model");
      query.put("num_neighbors", 3);
      ComponentRun.Result answered = run("query-index", emulator, query);
      assertThat(answered.output("query_count").getAsInt()).isEqualTo(84);
      assertThat(answered.output("recall").getAsDouble()).isEqualTo(1);
      assertThat(Files.readAllLines(answered.artifact("matches"))).hasSize(84);
      assertThat(answered.artifact("report")).content().contains("<html");
    }
  }

  @Test
  void anIndexThatIsNotThereIsToldInALine() throws Exception {
    String index = "projects/p/locations/us-central1/indexes/404";
    try (EmulatorContainer emulator = EmulatorContainer.start(folder)) {
      ContainerEngine.Output printed =
          result(
                  "deploy-index",
                  emulator,
                  Map.of("index", index, "display_name", "x", "deployed_index_id", "x"))
              .printed();
      assertThat(printed.code()).isEqualTo(1);
      assertThat(printed.stderr().strip().lines().reduce("", (before, line) -> line))
          .startsWith("deploy-index: ")
          .contains(index);
    }
  }

  @Test
  void embeddingsThatDoNotFitAreFoundBeforeTheServiceIsAsked() throws Exception {
    Path file = embeddings.resolve("embeddings-00000-of-00001.json");
    List<String> lines = Files.readAllLines(file);
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.write(
        broken.resolve("embeddings.json"),
        List.of(lines.get(0), "{\"id\":\"x\",\"embedding\":[1]}"));
    ComponentRun.openToAll(broken);
    ContainerEngine.Output printed =
        ComponentRun.of("build-index", folder)
            .run(
                Map.of(
                    "project", "p",
                    "location", "us-central1",
                    "api_endpoint", "http://127.0.0.1:1",
                    "embeddings_uri", broken.toString(),
                    "display_name", "x"))
            .printed();
    assertThat(printed.code()).isEqualTo(1);
    assertThat(printed.stderr()).contains("embeddings.json:2: EMBEDDING_SIZE_MISMATCH: id 'x'");
  }

  private ComponentRun.Result run(
      String component, EmulatorContainer emulator, Map<String, Object> inputs) throws Exception {
    ComponentRun.Result result = result(component, emulator, inputs);
    assertThat(result.printed().code()).as(result.printed().text()).isZero();
    return result;
  }

  private ComponentRun.Result result(
      String component, EmulatorContainer emulator, Map<String, Object> inputs) throws Exception {
    Map<String, Object> all = new HashMap<>(inputs);
    all.put("project", "p");
    all.put("location", "us-central1");
    all.put("api_endpoint", emulator.endpoint());
    ComponentRun run = ComponentRun.of(component, folder);
    return run.in(run.container().onHostNetwork()).run(all);
  }
}
