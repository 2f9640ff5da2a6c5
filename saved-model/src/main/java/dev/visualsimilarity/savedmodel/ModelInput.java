package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;

/**
 * Settles what tensors are made of images: what is asked for, as far as the model leaves it open.
 */
public final class ModelInput {

  /** Pixels of a side that neither the user nor the model fixes. */
  public static final int DEFAULT_SIDE = 224;

  private ModelInput() {}

  /**
   * The tensors that a model will be given. Reads its {@code saved_model.pb} only.
   *
   * @param type of the elements
   * @param height in pixels; 0 for what the model fixes, else {@value #DEFAULT_SIDE}
   * @param width in pixels; 0 for what the model fixes, else {@value #DEFAULT_SIDE}
   * @throws dev.visualsimilarity.error.UserException if the model does not take such tensors
   */
  public static TensorSpec spec(
      ModelStore models, ModelSpec model, TensorType type, int height, int width)
      throws IOException {
    ModelGraph graph = models.graph(model);
    ModelSignature signature = ModelSignature.find(model, graph);
    TensorSpec spec =
        new TensorSpec(
            type,
            height == 0 ? signature.height().orElse(DEFAULT_SIDE) : height,
            width == 0 ? signature.width().orElse(DEFAULT_SIDE) : width);
    signature.check(model, graph, spec);
    return spec;
  }

  /** The tensors for a model that is not known; 0 for {@value #DEFAULT_SIDE} pixels. */
  public static TensorSpec spec(TensorType type, int height, int width) {
    return new TensorSpec(
        type, height == 0 ? DEFAULT_SIDE : height, width == 0 ? DEFAULT_SIDE : width);
  }
}
