package dev.visualsimilarity.sample.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** The committed model, in TensorFlow's own runtime. */
class SampleModelTest {

  private static final Path MODEL = Path.of("model");
  private static final Path CATALOG = Path.of("catalog");
  private static SavedModelBundle bundle;
  private static SessionFunction function;

  @BeforeAll
  static void load() {
    bundle = SavedModelBundle.load(MODEL.toString(), "serve");
    function = bundle.function("serving_default");
  }

  @AfterAll
  static void close() {
    bundle.close();
  }

  @Test
  void hasTheSignatureOfATensorFlowHubFeatureVector() {
    Signature signature = function.signature();
    assertThat(signature.getInputs().keySet()).containsExactly("images");
    assertThat(signature.getOutputs().keySet()).containsExactly("default");
    Signature.TensorDescription input = signature.getInputs().get("images");
    Signature.TensorDescription output = signature.getOutputs().get("default");
    assertThat(input.dataType).isEqualTo(DataType.DT_FLOAT);
    assertThat(input.shape.asArray()).containsExactly(-1, 224, 224, 3);
    assertThat(output.dataType).isEqualTo(DataType.DT_FLOAT);
    assertThat(output.shape.asArray()).containsExactly(-1, 128);
  }

  @Test
  void takesAtMostThreeMegabytes() throws IOException {
    try (Stream<Path> files = Files.walk(MODEL)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isBetween(100_000L, 3_000_000L);
    }
  }

  @Test
  void embedsAPictureTheSameWayWhateverItsBatch() {
    float[][] batch = embed(5);
    float[][] alone = embed(1);
    assertThat(batch).hasDimensions(5, 128);
    for (int i = 0; i < 128; i++) {
      assertThat(batch[0][i]).isCloseTo(alone[0][i], within(1e-4f));
    }
    assertThat(batch[4]).isNotEqualTo(batch[0]);
  }

  @Test
  void nineInTenQueriesFindTheirProductAmongTheFirstFive() throws IOException {
    try (Embedder embedder = new Embedder(MODEL)) {
      Retrieval retrieval = Retrieval.of(CATALOG, embedder);
      assertThat(retrieval.found()).hasSize(84);
      assertThat(retrieval.recallAt(5)).isGreaterThanOrEqualTo(0.9);
      assertThat(retrieval.recallAt(1)).isGreaterThanOrEqualTo(0.7);
    }
  }

  /** Pictures of a ramp each, the steeper the later. */
  private static float[][] embed(int count) {
    try (TFloat32 images = TFloat32.tensorOf(Shape.of(count, 224, 224, 3))) {
      images
          .scalars()
          .forEachIndexed(
              (at, value) -> value.setFloat((at[0] + 1) * at[1] % 224 / 224f * (at[3] + 1) / 3f));
      try (Result result = function.call(Map.of("images", images))) {
        return StdArrays.array2dCopyOf((TFloat32) result.get(0));
      }
    }
  }
}
