package dev.visualsimilarity.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class ModelSignatureTest {

  private static final TensorInfo IMAGES = TestModels.tensor(DataType.DT_FLOAT, -1, 8, 6, 3);
  private static final TensorInfo VECTORS = TestModels.tensor(DataType.DT_FLOAT, -1, 4);
  private static final TensorInfo FLAG = TestModels.tensor(DataType.DT_BOOL);

  @TempDir private Path folder;

  @Test
  void theSizeComesFromTheModelWhereItFixesOne() throws IOException {
    assertThat(spec(TestModels.signature(), TensorType.FLOAT32, 0, 0))
        .isEqualTo(new TensorSpec(TensorType.FLOAT32, 8, 6));
    TensorInfo any = TestModels.tensor(DataType.DT_FLOAT, -1, -1, 6, 3);
    SignatureDef open = TestModels.signature(Map.of("x", any), Map.of("y", VECTORS));
    assertThat(spec(open, TensorType.UINT8, 0, 0))
        .isEqualTo(new TensorSpec(TensorType.UINT8, 224, 6));
    assertThat(spec(open, TensorType.UINT8, 99, 6))
        .isEqualTo(new TensorSpec(TensorType.UINT8, 99, 6));
    assertThatThrownBy(() -> spec(open, TensorType.UINT8, 99, 7))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("does not take images of 99 x 7 pixels")
        .hasMessageContaining("(x: float32[?, ?, 6, 3]) -> (y: float32[?, 4])");
  }

  @Test
  void aModelOfBytesRefusesFloatsBeforeAnythingIsDecoded() {
    TensorInfo bytes = TestModels.tensor(DataType.DT_UINT8, -1, 8, 6, 3);
    SignatureDef signature = TestModels.signature(Map.of("x", bytes), Map.of("y", VECTORS));
    assertThatThrownBy(() -> spec(signature, TensorType.FLOAT32, 0, 0))
        .hasMessageContaining("takes uint8, but the tensors are float32");
  }

  @Test
  void severalOutputsAreChosenByName() throws IOException {
    TensorInfo map = TestModels.tensor(DataType.DT_FLOAT, -1, 2, 2, 7);
    TensorInfo classes = TestModels.tensor(DataType.DT_INT64, -1);
    SignatureDef signature =
        TestModels.signature(
            Map.of("images", IMAGES), Map.of("map", map, "pooled", VECTORS, "classes", classes));
    ModelGraph graph = graph(Map.of("serving_default", signature));
    assertThatThrownBy(() -> ModelSignature.find(ModelSpec.of("m"), graph))
        .hasMessage(
            "model m has in signature 'serving_default' several outputs that can be used, map, pooled: choose one with output_name; it offers serving_default(images: float32[?, 8, 6, 3]) -> (classes: int64[?], map: float32[?, 2, 2, 7], pooled: float32[?, 4])");
    assertThat(find(graph, "", "", "map").dimensions()).isEqualTo(7);
    assertThat(find(graph, "", "images", "pooled").dimensions()).isEqualTo(4);
    assertThatThrownBy(() -> find(graph, "", "", "classes"))
        .hasMessageContaining("in 'classes' no float32 output of 2 or 4 dimensions");
    assertThatThrownBy(() -> find(graph, "", "", "x")).hasMessageContaining("no output 'x'");
    assertThatThrownBy(() -> find(graph, "", "x", "map")).hasMessageContaining("no input 'x'");
  }

  @Test
  void anotherInputIsRefusedUnlessThatOfTheImagesIsNamed() throws IOException {
    SignatureDef signature =
        TestModels.signature(Map.of("images", IMAGES, "training", FLAG), Map.of("y", VECTORS));
    ModelGraph graph = graph(Map.of("serving_default", signature));
    assertThatThrownBy(() -> find(graph, "", "", ""))
        .hasMessageContaining("2 inputs (images, training), and images only can be fed")
        .hasMessageContaining("training: bool[]");
    assertThat(find(graph, "", "images", "").input()).isEqualTo(IMAGES);
  }

  @Test
  void theUsualSignatureIsTakenAmongSeveral() throws IOException {
    SignatureDef one = TestModels.signature();
    SignatureDef other =
        TestModels.signature(Map.of("x", IMAGES), Map.of("default", VECTORS, "block/1", VECTORS));
    assertThat(find(graph(Map.of("serve", one, "serving_default", one)), "", "", "").dimensions())
        .isEqualTo(4);
    assertThat(find(graph(Map.of("default", one, "image_feature_vector", other)), "", "", ""))
        .isEqualTo(find(graph(Map.of("default", one)), "default", "", ""));
    assertThat(find(graph(Map.of("image_feature_vector", other)), "", "", "").output())
        .isEqualTo(VECTORS);
    assertThatThrownBy(() -> find(graph(Map.of("a", one, "b", one)), "", "", ""))
        .hasMessageContaining("several signatures that can be used, a, b: choose one");
    assertThatThrownBy(() -> find(graph(Map.of()), "", "", ""))
        .hasMessage("model m has no signature of images to vectors; it offers no signature");
  }

  @Test
  void otherElementTypesAreRefusedByName() throws IOException {
    TensorInfo half = TestModels.tensor(DataType.DT_HALF, -1, 4);
    ModelGraph graph =
        graph(Map.of("serve", TestModels.signature(Map.of("x", IMAGES), Map.of("y", half))));
    assertThatThrownBy(() -> find(graph, "", "", ""))
        .hasMessageContaining("no float32 output of 2 or 4 dimensions")
        .hasMessageContaining("y: half[?, 4]");
  }

  @Test
  void theGraphIsTheOneForServing() throws IOException {
    Map<String, SignatureDef> signatures = Map.of("serving_default", TestModels.signature());
    MetaGraphDef train = TestModels.graph(List.of("train"), Map.of());
    MetaGraphDef tpu = TestModels.graph(List.of("tpu", "serve"), signatures);
    assertThat(read(train, TestModels.graph(List.of("serve"), signatures)).tags())
        .containsExactly("serve");
    assertThat(read(train, TestModels.graph(List.of(), signatures)).tags()).isEmpty();
    assertThat(read(tpu, TestModels.graph(List.of("serve", "gpu"), signatures)).tags())
        .containsExactly("gpu", "serve");
    assertThatThrownBy(() -> read(train, tpu))
        .hasMessageContaining("has graphs for the tags {train} and {serve, tpu}; one for {serve}");
  }

  private TensorSpec spec(SignatureDef signature, TensorType type, int height, int width)
      throws IOException {
    Path model =
        TestModels.write(
            folder.resolve("spec"),
            TestModels.graph(List.of("serve"), Map.of("serving_default", signature)));
    return ModelInput.spec(
        new ModelStore(new LocalStorage()), ModelSpec.of(model.toString()), type, height, width);
  }

  private static ModelSignature find(ModelGraph graph, String name, String input, String output) {
    return ModelSignature.find(new ModelSpec("m", name, input, output), graph);
  }

  private ModelGraph graph(Map<String, SignatureDef> signatures) throws IOException {
    return read(TestModels.graph(List.of("serve"), signatures));
  }

  private ModelGraph read(MetaGraphDef... graphs) throws IOException {
    Path model = TestModels.write(folder.resolve("graphs"), graphs);
    return new ModelStore(new LocalStorage()).graph(ModelSpec.of(model.toString()));
  }
}
