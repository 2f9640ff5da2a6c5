package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.tensors.TensorType;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.ImageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The flags that say what serves the model, and how it makes vectors of images. A mixin. */
final class ServingOptions {

  private static final Set<String> PRECISIONS = Set.of("", "float32", "bfloat16");

  @Option(
      names = "--serving-container-image-uri",
      paramLabel = "IMAGE",
      description = "image of the model server, in Artifact Registry (default: ${DEFAULT-VALUE})")
  String image = "visual-similarity/model-server:0.1.0";

  @Option(
      names = "--health-route",
      paramLabel = "PATH",
      description = "path of health checks (default: ${DEFAULT-VALUE})")
  String healthRoute = "/health";

  @Option(
      names = "--predict-route",
      paramLabel = "PATH",
      description = "path of predictions (default: ${DEFAULT-VALUE})")
  String predictRoute = "/predict";

  @Option(
      names = "--image-height",
      paramLabel = "PIXELS",
      description = "as for the index; 0: what the model fixes, else 224")
  int imageHeight;

  @Option(
      names = "--image-width",
      paramLabel = "PIXELS",
      description = "as for the index; 0: what the model fixes, else 224")
  int imageWidth;

  @Option(
      names = "--tensor-type",
      paramLabel = "TYPE",
      description = "as for the index: float32 or uint8 (default: ${DEFAULT-VALUE})")
  String tensorType = "float32";

  @Option(
      names = "--apply-exif-orientation",
      arity = "1",
      paramLabel = "true|false",
      description = "as for the index: turn images upright (default: ${DEFAULT-VALUE})")
  boolean applyExifOrientation;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "as for the index: float32 or bfloat16 (default: ${DEFAULT-VALUE})")
  String precision = "float32";

  @Option(
      names = "--l2-normalize",
      arity = "1",
      paramLabel = "true|false",
      description = "as for the index: divide by the Euclidean length (default: ${DEFAULT-VALUE})")
  boolean l2Normalize;

  /** The type of the tensors. */
  TensorType tensorType() {
    return TensorType.parse(tensorType);
  }

  /**
   * The container that they describe.
   *
   * @param api that the image must be reachable from
   */
  ModelContainerSpec container(ModelSpec model, ApiEndpoint api) {
    if (!PRECISIONS.contains(precision.strip())) {
      throw UserException.badParameter(
          "precision '%s' is unknown; allowed are float32 and bfloat16".formatted(precision));
    }
    if (!api.plaintext() && !ImageNames.hasRegistry(image)) {
      throw UserException.badParameter(
          "--serving-container-image-uri names no registry: '%s'; Vertex AI pulls the model server from Artifact Registry: push it there and give REGION-docker.pkg.dev/PROJECT/REPOSITORY/model-server:TAG"
              .formatted(image));
    }
    return ServingContainer.of(image, healthRoute, predictRoute, flags(model));
  }

  private List<String> flags(ModelSpec model) {
    List<String> flags = new ArrayList<>();
    add(flags, "--signature", model.signature());
    add(flags, "--input-name", model.input());
    add(flags, "--output-name", model.output());
    add(flags, "--image-height", imageHeight);
    add(flags, "--image-width", imageWidth);
    add(flags, "--tensor-type", tensorType().wireName());
    add(flags, "--apply-exif-orientation", applyExifOrientation);
    add(flags, "--precision", precision.isBlank() ? "float32" : precision.strip());
    add(flags, "--l2-normalize", l2Normalize);
    return flags;
  }

  private static void add(List<String> flags, String name, Object value) {
    if (!value.toString().isEmpty()) {
      flags.add(name + "=" + value);
    }
  }
}
