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

/** The images of preprocess and extract-features, without a network. */
class TensorComponentsTest {

  private static final String CATALOG = ProjectImages.SAMPLE + "/catalog/catalog.csv";
  private static final String MODEL = ProjectImages.SAMPLE + "/model";

  @TempDir private Path folder;

  @BeforeEach
  void letAnyUserWrite() throws Exception {
    ComponentRun.openToAll(folder);
  }

  @Test
  void turnTheSampleCatalogIntoEmbeddings() throws Exception {
    Path tensors = folder.resolve("tensors");
    Path embeddings = folder.resolve("embeddings");
    ComponentRun.Result preprocess =
        ComponentRun.of("preprocess", folder)
            .run(
                Map.of(
                    "catalog_uri",
                    CATALOG,
                    "model_uri",
                    MODEL,
                    "tensors_uri",
                    tensors.toString(),
                    "shard_size",
                    200));
    assertThat(preprocess.printed().code()).as(preprocess.printed().text()).isZero();
    assertThat(preprocess.output("shards")).hasToString("[0,1]");
    assertThat(preprocess.output("image_count").getAsInt()).isEqualTo(300);
    assertThat(Files.readAllLines(preprocess.artifact("rejects"))).hasSize(6);

    int lines = 0;
    for (int shard = 0; shard < 2; shard++) {
      ComponentRun.Result extract =
          ComponentRun.of("extract-features", folder)
              .run(
                  Map.of(
                      "tensors_uri",
                      tensors.toString(),
                      "shard",
                      shard,
                      "shard_count",
                      2,
                      "model_uri",
                      MODEL,
                      "embeddings_uri",
                      embeddings.toString()));
      assertThat(extract.printed().code()).as(extract.printed().text()).isZero();
      assertThat(extract.output("dimensions").getAsInt()).isEqualTo(128);
      lines += extract.output("embedding_count").getAsInt();
    }
    assertThat(lines).isEqualTo(300);
    assertThat(Files.readAllLines(embeddings.resolve("embeddings-00000-of-00002.json")))
        .hasSize(200);
  }

  @Test
  void aCatalogThatIsNotThereIsABadParameter() throws Exception {
    Path missing = folder.resolve("no-such-catalog.csv");
    ContainerEngine.Output printed =
        preprocess(Map.of("catalog_uri", missing.toString())).printed();
    assertThat(printed.code()).isEqualTo(2);
    assertThat(lastLine(printed)).startsWith("preprocess: ").contains(missing.toString());
  }

  @Test
  void tooManyBrokenImagesEndAfterTheWorkWithCode3() throws Exception {
    ContainerEngine.Output printed =
        preprocess(Map.of("catalog_uri", CATALOG, "max_reject_fraction", 0.001)).printed();
    assertThat(printed.code()).isEqualTo(3);
    assertThat(lastLine(printed)).startsWith("preprocess: ").contains("6 of 306", "0.001");
    assertThat(folder.resolve("tensors/manifest.json")).exists();
  }

  @Test
  void aModelThatIsNotThereIsABadParameter() throws Exception {
    Path tensors = folder.resolve("tensors");
    Path catalog = folder.resolve("catalog.csv");
    String photo = ProjectImages.SAMPLE + "/catalog/queries/mugs-01-photo.jpg";
    Files.write(catalog, List.of("id,image", "mug," + photo));
    assertThat(preprocess(Map.of("catalog_uri", catalog.toString())).printed().code()).isZero();

    ContainerEngine.Output printed =
        ComponentRun.of("extract-features", folder)
            .run(
                Map.of(
                    "tensors_uri", tensors.toString(),
                    "model_uri", folder + "/no-model",
                    "embeddings_uri", folder + "/embeddings"))
            .printed();
    assertThat(printed.code()).isEqualTo(2);
    assertThat(lastLine(printed)).startsWith("extract-features: ").contains(folder + "/no-model");
  }

  private ComponentRun.Result preprocess(Map<String, Object> inputs) throws Exception {
    Map<String, Object> all = new HashMap<>(inputs);
    all.put("tensors_uri", folder.resolve("tensors").toString());
    return ComponentRun.of("preprocess", folder).run(all);
  }

  private static String lastLine(ContainerEngine.Output printed) {
    return printed.stderr().strip().lines().reduce("", (before, line) -> line);
  }
}
