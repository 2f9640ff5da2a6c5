package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

class FeatureExtractorTest {

  private static final TensorSpec FLOATS = new TensorSpec(TensorType.FLOAT32, 8, 6);
  private static final TensorSpec BYTES = new TensorSpec(TensorType.UINT8, 8, 6);

  @TempDir private Path folder;

  @Test
  void givesAVectorAnImageInTheirOrder() throws IOException {
    Path model = TinyModel.means(folder.resolve("model"));
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThat(extractor.dimensions()).isEqualTo(4);
      float[][] vectors = extractor.extract(List.of(floats(0.25f), floats(0.5f), floats(0.125f)));
      assertThat(vectors[0]).containsExactly(0.25f, 0.25f, 0.25f, 1f);
      assertThat(vectors[1]).containsExactly(0.5f, 0.5f, 0.5f, 2f);
      assertThat(vectors[2]).containsExactly(0.125f, 0.125f, 0.125f, 0.5f);
    }
  }

  @Test
  void takesATensorFromThePartOfItsArray() throws IOException {
    Path model = TinyModel.means(folder.resolve("model"));
    ByteBuffer buffer = ByteBuffer.allocate(10 + FLOATS.bytes() + 10);
    buffer.position(10);
    buffer.put(floats(0.75f)).flip().position(10);
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThat(extractor.extract(List.of(buffer))[0]).containsExactly(0.75f, 0.75f, 0.75f, 3f);
      assertThat(extractor.extract(List.of(buffer.slice()))[0])
          .containsExactly(0.75f, 0.75f, 0.75f, 3f);
      assertThat(buffer.remaining()).isEqualTo(FLOATS.bytes());
    }
  }

  @Test
  void scalesBytesForAModelThatTakesFloats() throws IOException {
    Path model = TinyModel.means(folder.resolve("model"));
    try (FeatureExtractor extractor = load(model, "", BYTES)) {
      float[][] vectors = extractor.extract(List.of(bytes(255), bytes(51), bytes(200)));
      assertThat(vectors[0]).containsExactly(new float[] {1, 1, 1, 4}, within(1e-6f));
      assertThat(vectors[1]).containsExactly(new float[] {.2f, .2f, .2f, .8f}, within(1e-6f));
      float mean = 200 / 255f;
      assertThat(vectors[2])
          .containsExactly(new float[] {mean, mean, mean, 4 * mean}, within(1e-6f));
    }
  }

  @Test
  void givesBytesAsTheyAreToAModelThatTakesThem() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"),
            "serving_default",
            TUint8.class,
            TinyModel.IMAGES,
            (tf, images) -> TinyModel.means(tf, tf.dtypes.cast(images, TFloat32.class)));
    try (FeatureExtractor extractor = load(model, "", BYTES)) {
      assertThat(extractor.extract(List.of(bytes(200)))[0]).containsExactly(200, 200, 200, 800);
    }
    assertThatThrownBy(() -> load(model, "", FLOATS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("takes uint8, but the tensors are float32")
        .hasMessageContaining("images: uint8[?, 8, 6, 3]");
  }

  @Test
  void averagesAMapOfVectorsOverSpace() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"),
            "serving_default",
            TFloat32.class,
            TinyModel.IMAGES,
            (tf, images) -> tf.identity(images));
    ByteBuffer ramp = ByteBuffer.allocate(FLOATS.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, FLOATS.elements()).forEach(i -> ramp.putFloat(i));
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThat(extractor.extract(List.of(ramp.flip(), floats(1)))[0])
          .containsExactly(70.5f, 71.5f, 72.5f);
      assertThat(extractor.dimensions()).isEqualTo(3);
    }
  }

  @Test
  void fillsTheBatchOfAModelThatFixesIt() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"),
            "serving_default",
            TFloat32.class,
            Shape.of(2, 8, 6, 3),
            TinyModel::means);
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThat(extractor.fixedBatch()).isEqualTo(2);
      float[][] vectors = extractor.extract(List.of(floats(0.25f), floats(0.5f), floats(0.75f)));
      assertThat(vectors).hasNumberOfRows(3);
      assertThat(vectors[2]).containsExactly(0.75f, 0.75f, 0.75f, 3f);
    }
  }

  @Test
  void usesTheOnlySignatureWhateverItsNameIs() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"), "embed", TFloat32.class, TinyModel.IMAGES, TinyModel::means);
    try (FeatureExtractor found = load(model, "", FLOATS);
        FeatureExtractor named = load(model, "embed", FLOATS)) {
      assertThat(found.extract(List.of(floats(1))))
          .isDeepEqualTo(named.extract(List.of(floats(1))));
    }
    assertThatThrownBy(() -> load(model, "serving_default", FLOATS))
        .hasMessage(
            "model %s has no signature 'serving_default'; it offers embed(images: float32[?, 8, 6, 3]) -> (vectors: float32[?, 4])",
            model);
  }

  @Test
  void refusesImagesOfAnotherSize() {
    Path model = TinyModel.means(folder.resolve("model"));
    assertThatThrownBy(() -> load(model, "", new TensorSpec(TensorType.FLOAT32, 6, 8)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("does not take images of 6 x 8 pixels (height x width)")
        .hasMessageContaining("float32[?, 8, 6, 3]")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_PARAMETERS);
  }

  @Test
  void refusesAModelThatIsNotOfImagesToVectors() {
    Path integers =
        TinyModel.export(
            folder.resolve("integers"),
            "serving_default",
            TInt32.class,
            TinyModel.IMAGES,
            (tf, images) -> tf.dtypes.cast(images, TFloat32.class));
    Path scalars =
        TinyModel.export(
            folder.resolve("scalars"),
            "serving_default",
            TFloat32.class,
            TinyModel.IMAGES,
            (tf, images) -> tf.math.mean(images, tf.constant(new int[] {1, 2, 3})));
    assertThatThrownBy(() -> load(integers, "", FLOATS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has in signature 'serving_default' not one image input")
        .hasMessageContaining("it offers serving_default(images: int32");
    assertThatThrownBy(() -> load(scalars, "", FLOATS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "has in signature 'serving_default' no float32 output of 2 or 4 dimensions")
        .hasMessageContaining("it offers serving_default(images:");
  }

  @Test
  void runsAModuleOfTensorFlow1WhichHasNoTags() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"), "default", TFloat32.class, TinyModel.IMAGES, TinyModel::means);
    Path file = model.resolve("saved_model.pb");
    SavedModel.Builder module = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    module.getMetaGraphsBuilder(0).getMetaInfoDefBuilder().clearTags();
    Files.write(file, module.build().toByteArray());
    Files.write(model.resolve("tfhub_module.pb"), new byte[] {8, 3});
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThat(extractor.extract(List.of(floats(0.5f)))[0]).containsExactly(.5f, .5f, .5f, 2f);
    }
  }

  @Test
  void aDirectoryWithoutAModelSaysSo() throws IOException {
    assertThatThrownBy(() -> load(folder, "", FLOATS))
        .hasMessage(
            "model %s has no saved_model.pb; give the directory of a TensorFlow SavedModel",
            folder);
    Path model = TinyModel.means(folder.resolve("a/1"));
    assertThatThrownBy(() -> load(folder, "", FLOATS))
        .hasMessage("model %s has no saved_model.pb; there is one in %s", folder, model);
  }

  @Test
  void aModelThatIsDamagedSaysSo() throws IOException {
    Path model = TinyModel.means(folder.resolve("model"));
    Files.write(model.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> load(model, "", FLOATS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be loaded");
  }

  @Test
  void aModelThatFailsWhileItRunsSaysSo() throws IOException {
    Path model =
        TinyModel.export(
            folder.resolve("model"),
            "serving_default",
            TFloat32.class,
            Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, 3),
            (tf, images) -> {
              Operand<TFloat32> flat = tf.reshape(images, tf.constant(new int[] {-1, 99}));
              return flat;
            });
    try (FeatureExtractor extractor = load(model, "", FLOATS)) {
      assertThatThrownBy(() -> extractor.extract(List.of(floats(1))))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("model %s failed: ".formatted(model));
    }
  }

  @Test
  void aModelWhoseVariablesWereNotCopiedSaysSo() throws IOException {
    // Tests run in components/extract-features.
    Path sample = Path.of("../../pipeline/sample/model/saved_model.pb");
    Files.copy(sample, folder.resolve("saved_model.pb"));
    TensorSpec spec = new TensorSpec(TensorType.FLOAT32, 224, 224);
    try (FeatureExtractor extractor = load(folder, "", spec)) {
      assertThatThrownBy(() -> extractor.extract(List.of(ByteBuffer.allocate(spec.bytes()))))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("model %s failed: Attempting to use uninit".formatted(folder))
          .hasMessageEndingWith(
              "; it has no variables/variables.index beside its saved_model.pb: was all of its directory copied?");
    }
  }

  private static FeatureExtractor load(Path model, String signature, TensorSpec spec)
      throws IOException {
    ModelSpec named = new ModelSpec(model.toString(), signature, "", "");
    return FeatureExtractor.load(new ModelStore(new LocalStorage()), named, spec, 1);
  }

  private static ByteBuffer floats(float value) {
    ByteBuffer tensor = ByteBuffer.allocate(FLOATS.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (tensor.hasRemaining()) {
      tensor.putFloat(value);
    }
    return tensor.flip();
  }

  private static ByteBuffer bytes(int value) {
    ByteBuffer tensor = ByteBuffer.allocate(BYTES.bytes());
    while (tensor.hasRemaining()) {
      tensor.put((byte) value);
    }
    return tensor.flip();
  }
}
