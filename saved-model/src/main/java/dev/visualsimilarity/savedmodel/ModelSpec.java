package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.error.UserException;

/**
 * Which model is to be used, and what of it.
 *
 * @param uri of the SavedModel, as {@link ModelStore#open} takes it
 * @param signature the name of the signature to call; empty for {@code serving_default} or the only
 *     one that can be used
 * @param input the name of the signature's input that is fed; empty for the only one
 * @param output the name of the signature's output that is fetched; empty for the only one that can
 *     be used
 */
public record ModelSpec(String uri, String signature, String input, String output) {

  public ModelSpec {
    uri = uri.strip();
    signature = signature.strip();
    input = input.strip();
    output = output.strip();
    if (uri.isEmpty()) {
      throw UserException.badParameter(
          "no model is named: model_uri is empty; give the URI of a TensorFlow SavedModel");
    }
  }

  /** A model of which everything is found by inspection. */
  public static ModelSpec of(String uri) {
    return new ModelSpec(uri, "", "", "");
  }
}
