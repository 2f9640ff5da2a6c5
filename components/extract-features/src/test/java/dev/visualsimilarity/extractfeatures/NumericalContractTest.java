package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.preprocess.Preprocess;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.preprocess.image.ImageDecoder;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoding and model together give the embedding that was published for a photograph. */
class NumericalContractTest {

  private static final String ID = "097924837X";

  @Test
  void embedsTheReferencePhotographAsTheReferenceDid() throws Exception {
    Path photograph = SharedData.path("reference/" + ID + ".jpg");
    Path model = SharedData.path("models/mobilenet_v2_100_224_feature_vector");
    float[] expected = published(SharedData.path("reference/retail_kaggle_embeddings.json"));
    TensorSpec spec = new TensorSpec(TensorType.FLOAT32, 224, 224);

    try (ImageDecoder decoder = new ImageDecoder(new DecodeOptions(spec, false), 1);
        FeatureExtractor extractor =
            FeatureExtractor.load(
                new ModelStore(new LocalStorage()), ModelSpec.of(model.toString()), spec, 1)) {
      byte[] tensor = decoder.decode(Files.readAllBytes(photograph));
      float[] vector = extractor.extract(List.of(ByteBuffer.wrap(tensor)))[0];
      assertThat(vector).hasSameSizeAs(expected).containsExactly(expected, within(2e-5f));
      assertThat(extractor.dimensions()).isEqualTo(expected.length);
    }
  }

  @Test
  void theTwoComponentsTogetherGiveTheSame(@TempDir Path folder) throws Exception {
    Path photographs = SharedData.path("reference");
    Path model = SharedData.path("models/mobilenet_v2_100_224_feature_vector");
    Path embeddings = SharedData.path("reference/retail_kaggle_embeddings.json");
    Path catalog = Files.writeString(folder.resolve("c.csv"), "ImgId,title\n" + ID + ",Book\n");
    assertThat(
            Commands.execute(
                new Preprocess(),
                "--catalog-uri=" + catalog,
                "--image-root-uri=" + photographs,
                "--id-column=ImgId",
                "--image-template={ImgId}.jpg",
                "--tensors-uri=" + folder.resolve("tensors"),
                "--output-dir=" + folder.resolve("preprocess")))
        .isEqualTo(ExitCode.DONE);
    assertThat(
            Commands.execute(
                new ExtractFeatures(),
                "--tensors-uri=" + folder.resolve("tensors"),
                "--model-uri=" + model,
                "--embeddings-uri=" + folder.resolve("embeddings"),
                "--output-dir=" + folder.resolve("extract")))
        .isEqualTo(ExitCode.DONE);
    Path file = folder.resolve("embeddings/embeddings-00000-of-00001.json");
    Datapoint datapoint;
    try (DatapointReader reader = DatapointFormat.JSON.reader(Files.newInputStream(file), 1280)) {
      datapoint = reader.next().orElseThrow();
    }
    assertThat(datapoint.id()).isEqualTo(ID);
    assertThat(datapoint.vector()).containsExactly(published(embeddings), within(2e-5f));
  }

  private static float[] published(Path embeddings) throws IOException, RecordException {
    try (DatapointReader reader =
        DatapointFormat.JSON.reader(Files.newInputStream(embeddings), 0)) {
      for (Optional<Datapoint> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get().id().endsWith("/" + ID)) {
          return next.get().vector();
        }
      }
    }
    throw new NoSuchElementException(ID + " is not in " + embeddings);
  }
}
