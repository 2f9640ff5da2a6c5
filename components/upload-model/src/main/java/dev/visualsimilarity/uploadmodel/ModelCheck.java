package dev.visualsimilarity.uploadmodel;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelInput;
import dev.visualsimilarity.savedmodel.ModelSignature;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the model before it is uploaded: what cannot be served is refused in a second. */
final class ModelCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ModelCheck.class);

  private static final Pattern NO_DIRECTORY =
      Pattern.compile("https?://.*|.*\\.(?:tar|tgz|tar\\.gz)", Pattern.CASE_INSENSITIVE);

  private ModelCheck() {}

  /**
   * The directory of a model, which is what Vertex AI takes.
   *
   * @throws UserException if it is kept as an archive or on the web
   */
  static StorageUri directory(ModelSpec model) {
    if (NO_DIRECTORY.matcher(model.uri()).matches()) {
      throw UserException.badParameter(
          "--model-uri is no directory: %s; Vertex AI takes a directory of Cloud Storage that holds saved_model.pb: unpack the model there"
              .formatted(model.uri()));
    }
    return StorageUri.parse(model.uri());
  }

  /**
   * Checks that there is a SavedModel that takes such images.
   *
   * @param height in pixels; 0: what the model fixes, as is the width
   * @return components of its vectors as far as it says; 0 where it does not
   * @throws UserException if there is none, or it does not
   */
  static int dimensions(ModelStore models, ModelSpec model, TensorType type, int height, int width)
      throws IOException {
    TensorSpec tensors = ModelInput.spec(models, model, type, height, width);
    int dimensions = ModelSignature.find(model, models.graph(model)).dimensions();
    LOG.info("{} takes images of {}, and gives {} dimensions", model.uri(), tensors, dimensions);
    return dimensions;
  }
}
