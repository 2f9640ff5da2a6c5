package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.embedding.EmbeddingSettings;
import dev.visualsimilarity.embedding.ImageEmbedder;
import dev.visualsimilarity.extractfeatures.ExtractFeatures;
import dev.visualsimilarity.extractfeatures.Precision;
import dev.visualsimilarity.extractfeatures.VectorRules;
import dev.visualsimilarity.preprocess.Preprocess;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.savedmodel.ModelInput;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's embeddings beside those that the components write of the same files. */
class EqualEmbeddingsTest {

  private static final int PICTURES = 20;

  @TempDir Path folder;

  @Test
  void embeddingsAreThoseOfTheComponentsBitForBit() throws Exception {
    Map<String, float[]> indexed = componentsEmbeddings(1);
    predictions()
        .forEach((picture, embedding) -> assertThat(embedding).isEqualTo(indexed.get(picture)));
  }

  /** TensorFlow may round otherwise where it computes several images at a time. */
  @Test
  void batchesOfTheComponentsChangeTheLastDigitsOnly() throws Exception {
    Map<String, float[]> indexed = componentsEmbeddings(0);
    predictions()
        .forEach(
            (picture, embedding) ->
                assertThat(embedding).containsExactly(indexed.get(picture), within(2e-5f)));
  }

  /** By file name; asked for one by one and all together, which must not make a difference. */
  private static Map<String, float[]> predictions() throws Exception {
    Map<String, float[]> predictions = new TreeMap<>();
    try (ImageEmbedder embedder = embedder();
        PredictionServer server =
            TestServer.start(new Admission(2, 10, 10L * TestServer.MAX_BYTES), () -> {})) {
      server.serve(embedder);
      TestClient client = new TestClient(server.port());
      List<Path> pictures = SampleData.pictures(PICTURES);
      JsonArray together = client.predict(pictures);
      for (int i = 0; i < PICTURES; i++) {
        JsonObject alone = client.predict(List.of(pictures.get(i))).get(0).getAsJsonObject();
        assertThat(alone).isEqualTo(together.get(i));
        predictions.put(pictures.get(i).getFileName().toString(), TestClient.embedding(alone));
      }
    }
    return predictions;
  }

  private static ImageEmbedder embedder() throws IOException {
    try (Storage storage = Storages.create()) {
      ModelStore models = new ModelStore(storage);
      ModelSpec model = ModelSpec.of(SampleData.model().toString());
      DecodeOptions decoding =
          new DecodeOptions(ModelInput.spec(models, model, TensorType.FLOAT32, 0, 0), false);
      return ImageEmbedder.load(
          models,
          new EmbeddingSettings(model, Precision.FLOAT32, new VectorRules(false), decoding),
          2);
    }
  }

  /** By file name, as preprocess and extract-features write them. */
  private Map<String, float[]> componentsEmbeddings(int batchSize) throws IOException {
    Path catalog = folder.resolve("catalog.csv");
    String rows =
        SampleData.pictures(PICTURES).stream()
            .map(picture -> picture.getFileName() + "," + picture + "\n")
            .collect(Collectors.joining());
    Files.writeString(catalog, "id,image\n" + rows);
    Path tensors = folder.resolve("tensors");
    Path embeddings = folder.resolve("embeddings");
    run(new Preprocess(), "--catalog-uri", catalog, "--tensors-uri", tensors);
    run(
        new ExtractFeatures(),
        "--tensors-uri",
        tensors,
        "--shard-count",
        1,
        "--batch-size",
        batchSize,
        "--embeddings-uri",
        embeddings);
    try (var lines = Files.lines(embeddings.resolve("embeddings-00000-of-00001.json"))) {
      return lines
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .collect(Collectors.toMap(one -> one.get("id").getAsString(), TestClient::embedding));
    }
  }

  private void run(Object component, Object... flags) {
    List<String> args =
        Stream.concat(
                Arrays.stream(flags),
                Stream.of(
                    "--model-uri",
                    SampleData.model(),
                    "--output-dir",
                    folder.resolve("out-" + component.getClass().getSimpleName())))
            .map(Object::toString)
            .toList();
    assertThat(Commands.execute(component, args.toArray(String[]::new))).isZero();
  }
}
