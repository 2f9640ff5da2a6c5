package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the step refuses, and in which words; nothing is uploaded then. */
class UploadModelMistakesTest {

  @TempDir Path folder;
  private UploadModelStep step;

  @BeforeEach
  void start() throws Exception {
    step = new UploadModelStep(folder, Duration.ZERO, UploadModelStep.SERVER);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--model-uri=/nowhere|model /nowhere has no saved_model.pb",
        "--model-uri=https://tfhub.dev/x|--model-uri is no directory: https://tfhub.dev/x",
        "--model-uri=/models/x.tar.gz|Vertex AI takes a directory of Cloud Storage",
        "--image-height=100|does not take images of 100 x 224 pixels",
        "--tensor-type=int8|tensor type 'int8' is unknown",
        "--precision=half|precision 'half' is unknown",
        "--display-name= |--display-name must have 1 to 128 characters",
        "--version-aliases=Best|--version-aliases: 'Best' is not valid",
        "--parent-model=projects/p/locations/us-central1/endpoints/7|--parent-model is no resource name",
        "--parent-model=projects/p/locations/us-east1/models/7|--parent-model is in location us-east1, not in us-central1",
        "--labels=[1]|--labels is no JSON object",
        "--encryption-spec-key-name=my-key|--encryption-spec-key-name is no key in us-central1",
        "--serving-container-image-uri=|--serving-container-image-uri is no image: ''",
        "--predict-route=predict|--predict-route is no path: 'predict'",
        "--health-route=/up#now|--health-route is no path: '/up#now'",
        "--predict-route=/health|--health-route and --predict-route are both /health",
        "--machine-type=big|--machine-type is no machine type: 'big'",
        "--min-replica-count=-1|give 1 <= min <= max <= 1000",
        "--max-replica-count=2000|give 1 <= min <= max <= 1000",
        "--endpoint=projects/p/locations/us-central1/models/7|--endpoint is no resource name",
      })
  void aBadParameterIsOneLine(String flag, String message) throws Exception {
    assertThat(step.run("--deploy=true", flag)).isEqualTo(2);
    assertThat(step.errors().strip())
        .startsWith("upload-model: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(step.models()).isEmpty();
    assertThat(step.executorError()).contains("errorMessage");
  }

  @Test
  void onVertexAiModelAndImageMustBeWhereItReadsThem() {
    assertThat(step.run("--api-endpoint=us-central1-aiplatform.googleapis.com", "--project=p"))
        .isEqualTo(2);
    assertThat(step.errors().strip()).contains("--model-uri is on this machine").hasLineCount(1);
    assertThat(
            step.run(
                "--api-endpoint=us-central1-aiplatform.googleapis.com",
                "--project=p",
                "--model-uri=gs://shop/model"))
        .isEqualTo(2);
    assertThat(step.errors().lines().skip(1))
        .singleElement()
        .asString()
        .contains("names no registry: 'visual-similarity/model-server:0.1.0'");
  }

  @Test
  void aDirectoryWithoutAModelIsRefusedBeforeAnythingIsUploaded() throws Exception {
    Files.createFile(folder.resolve("model.onnx"));
    assertThat(step.run("--model-uri=" + folder)).isEqualTo(2);
    assertThat(step.errors().strip()).contains("an ONNX model").hasLineCount(1);
    assertThat(step.models()).isEmpty();
  }

  @Test
  void aModelServerThatDoesNotStartIsToldWithItsReason() throws Exception {
    Path model = copyOfModel();
    Files.delete(model.resolve("variables/variables.index"));
    assertThat(step.run("--deploy=true", "--model-uri=" + model)).isEqualTo(1);
    assertThat(step.errors().strip().lines().filter(line -> line.startsWith("upload-model: ")))
        .singleElement()
        .asString()
        .contains("deploying ", "the model server exited with code 1", "uninitialized value");
    assertThat(step.parameter("model")).contains("/models/");
    assertThat(step.endpoints().get(0).getDeployedModelsList()).isEmpty();
  }

  @Test
  void anEndpointOrAModelThatIsNotThereIsALine() {
    assertThat(step.run("--deploy=true", "--endpoint=404")).isEqualTo(1);
    assertThat(step.run("--parent-model=405")).isEqualTo(1);
    assertThat(step.errors().strip().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("cannot read endpoint", "endpoints/404: not found"),
            line -> assertThat(line).contains("cannot ", "models/405", "not found"));
    assertThat(step.models()).isEmpty();
  }

  private Path copyOfModel() throws Exception {
    Path copy = folder.resolve("model");
    try (var files = Files.walk(UploadModelStep.model())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(UploadModelStep.model().relativize(file).toString()));
      }
    }
    return copy;
  }
}
