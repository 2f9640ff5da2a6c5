package dev.visualsimilarity.embedding;

import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.savedmodel.ModelInput;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The flags that say how images become tensors; they must be those of the index. A mixin. */
public final class TensorOptions {

  @Option(
      names = "--image-height",
      paramLabel = "PIXELS",
      description = "0: what the model fixes, else " + ModelInput.DEFAULT_SIDE)
  int imageHeight;

  @Option(
      names = "--image-width",
      paramLabel = "PIXELS",
      description = "0: what the model fixes, else " + ModelInput.DEFAULT_SIDE)
  int imageWidth;

  @Option(
      names = "--tensor-type",
      paramLabel = "TYPE",
      description = "float32 or uint8 (default: ${DEFAULT-VALUE})")
  String tensorType = "float32";

  @Option(
      names = "--apply-exif-orientation",
      arity = "1",
      paramLabel = "true|false",
      description =
          "turn images upright as their EXIF orientation says; false: take them as they are stored")
  boolean applyExifOrientation;

  /** The decoding that the flags describe; sizes that are 0 are asked of the model. */
  public DecodeOptions decoding(ModelStore models, ModelSpec model) throws IOException {
    TensorSpec spec =
        ModelInput.spec(models, model, TensorType.parse(tensorType), imageHeight, imageWidth);
    return new DecodeOptions(spec, applyExifOrientation);
  }
}
