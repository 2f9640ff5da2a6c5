package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.JsonDatapointReader;
import dev.visualsimilarity.preprocess.ImageDecoder;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decoding and model together give the embedding that was published for a photograph. */
class NumericalContractTest {

  private static final String ID = "097924837X";

  @Test
  void embedsTheReferencePhotographAsTheReferenceDid() throws Exception {
    Path photograph = SharedData.path("reference/" + ID + ".jpg");
    Path model = SharedData.path("models/mobilenet_v2_100_224_feature_vector");
    float[] expected = published(SharedData.path("reference/retail_kaggle_embeddings.json"));
    TensorSpec spec = new TensorSpec(TensorType.FLOAT32, 224, 224);

    try (ImageDecoder decoder = new ImageDecoder(spec, 1);
        FeatureExtractor extractor =
            FeatureExtractor.load(new LocalStorage(), StorageUri.local(model), "", spec, 1)) {
      byte[] tensor = decoder.decode(Files.readAllBytes(photograph));
      float[] vector = extractor.extract(List.of(ByteBuffer.wrap(tensor)))[0];
      assertThat(vector).hasSameSizeAs(expected).containsExactly(expected, within(2e-5f));
      assertThat(extractor.dimensions()).isEqualTo(expected.length);
    }
  }

  private static float[] published(Path embeddings) throws IOException {
    try (Stream<String> lines = Files.lines(embeddings)) {
      return lines
          .map(JsonDatapointReader::parse)
          .filter(datapoint -> datapoint.id().endsWith("/" + ID))
          .map(Datapoint::vector)
          .findFirst()
          .orElseThrow();
    }
  }
}
